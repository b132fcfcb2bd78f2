import Testing

@testable import IDTokenCore

struct ExpiringTableTests {
    private func key(_ number: Int) -> SHA256Digest { .of(Array("\(number)".utf8)) }

    @Test func `A key that is there already is not added again`() {
        var table = ExpiringTable<Int>(capacity: 10)
        #expect(table.insert(key(1), 1, forgetTime: 5) == true)
        #expect(table.insert(key(1), 2, forgetTime: 6) == false)
        #expect(table[key(1)] == 1)
    }

    @Test func `A full table adds nothing, and forgets nothing to make room`() {
        var table = ExpiringTable<Int>(capacity: 2)
        #expect(table.insert(key(1), 1, forgetTime: 5) == true)
        #expect(table.insert(key(2), 2, forgetTime: 5) == true)
        #expect(table.insert(key(3), 3, forgetTime: 5) == false)
        #expect(table[key(1)] == 1)
        #expect(table[key(2)] == 2)
        #expect(table[key(3)] == nil)
    }

    @Test func `A capacity of less than one entry is one entry`() {
        var table = ExpiringTable<Int>(capacity: -7)
        #expect(table.insert(key(1), 1, forgetTime: 5) == true)
        #expect(table.insert(key(2), 2, forgetTime: 5) == false)
    }

    @Test func `An entry is forgotten at its time and not before`() {
        var table = ExpiringTable<Int>(capacity: 10)
        _ = table.insert(key(1), 1, forgetTime: 100)
        table.forget(through: 99, latest: 99)
        #expect(table[key(1)] == 1)
        table.forget(through: 100, latest: 100)
        #expect(table[key(1)] == nil)
        #expect(table.count == 0)
    }

    @Test func `An entry several turns of the wheel ahead waits for its own turn`() {
        var table = ExpiringTable<Int>(capacity: 10)
        table.forget(through: 0, latest: 0)
        let far = 3 * 4096 + 17
        _ = table.insert(key(1), 1, forgetTime: Int64(far))
        for time in stride(from: 0, to: far, by: 13) {
            table.forget(through: Int64(time), latest: Int64(time))
            #expect(table[key(1)] == 1)
        }
        table.forget(through: Int64(far), latest: Int64(far))
        #expect(table[key(1)] == nil)
    }

    @Test func `After the clock was set back, entries are still forgotten at their time`() {
        var table = ExpiringTable<Int>(capacity: 10)
        table.forget(through: 10_000, latest: 10_000)
        table.forget(through: 100, latest: 100)
        _ = table.insert(key(1), 1, forgetTime: 160)
        table.forget(through: 159, latest: 159)
        #expect(table[key(1)] == 1)
        table.forget(through: 160, latest: 160)
        #expect(table[key(1)] == nil)
    }

    @Test func `Times at the ends of the range do not trap`() {
        var table = ExpiringTable<Int>(capacity: 10)
        let end = NumericDate.maximumSeconds
        _ = table.insert(key(1), 1, forgetTime: end)
        table.forget(through: end, latest: end)
        #expect(table.count == 0)
        _ = table.insert(key(2), 2, forgetTime: -end)
        table.forget(through: -end, latest: -end)
        table.forget(through: end, latest: end)
        #expect(table.count == 0)
    }

    @Test func `Where many entries expire at once, no call forgets more than a few, and none stays for long`() {
        var table = ExpiringTable<Int>(capacity: 1000)
        table.forget(through: 0, latest: 0)
        for number in 0..<1000 { #expect(table.insert(key(number), number, forgetTime: 60) == true) }
        var count = table.count
        for _ in 0..<20 {
            table.forget(through: 60, latest: 60)
            #expect(count - table.count <= 64)
            count = table.count
        }
        #expect(count == 0)
    }

    @Test func `A full table makes room at once for one entry where something has expired`() {
        var table = ExpiringTable<Int>(capacity: 100)
        table.forget(through: 0, latest: 0)
        for number in 0..<99 { _ = table.insert(key(number), number, forgetTime: 100_000) }
        _ = table.insert(key(99), 99, forgetTime: 4000)
        table.makeRoom(through: 3999, latest: 3999)
        #expect(table.isFull)
        table.makeRoom(through: 4000, latest: 4000)
        #expect(table[key(99)] == nil)
        #expect(table.count == 99)
    }

    @Test(arguments: [3, 40, 900], [0, 20, 3600])
    func `It holds what a plain dictionary holds, whatever happens in which order`(longestPause: Int64, ahead: Int64) {
        var random = SystemRandomNumberGenerator()
        var table = ExpiringTable<Int>(capacity: 200)
        var plain: [Int: Int64] = [:]
        var now: Int64 = 0
        var latest = now
        for step in 0..<10_000 {
            now += Int64.random(in: 0...longestPause, using: &random)
            // Now and then the clock is set back a little.
            if step % 97 == 0 { now -= 10 }
            // For want of room, entries may go some time before theirs.
            table.forget(through: now, latest: now + ahead)
            table.makeRoom(through: now + ahead, latest: now + ahead)
            // What expired in the seconds by which the clock is set back may be there or not.
            latest = max(latest, now)
            plain = plain.filter { $0.value > latest + ahead - 10 }
            let mustBeThere = plain.filter { $0.value > latest + ahead }
            let forgetTime = now + ahead + Int64.random(in: 1...9000, using: &random)
            if table.insert(key(step), step, forgetTime: forgetTime) {
                #expect(mustBeThere.count < 200)
                plain[step] = forgetTime
            } else {
                #expect(plain.count >= 200)
            }
            for number in step % 97 == 0 ? Array(mustBeThere.keys) : [] where table[key(number)] != number {
                Issue.record("\(number) is forgotten")
            }
        }
        for _ in 0..<100 { table.forget(through: now + ahead + 9000, latest: now + ahead + 9000) }
        #expect(table.count == 0)
    }
}
