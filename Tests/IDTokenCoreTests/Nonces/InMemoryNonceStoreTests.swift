import IDTokenCore
import Testing

struct InMemoryNonceStoreTests {
    private let now = NumericDate(seconds: 1_767_225_600)

    private func later(_ seconds: Int64) -> NumericDate { now.advanced(bySeconds: seconds) }

    @Test func `A nonce is spent once, and its second use is a replay`() throws {
        let store = InMemoryNonceStore()
        let nonce = try store.issue(lifetime: 60, binding: nil, at: now)
        #expect(try store.consume(nonce.value, binding: nil, at: now) == .consumed)
        #expect(try store.consume(nonce.value, binding: nil, at: now) == .refused(.replayed))
        #expect(try store.consume(nonce.value, binding: nil, at: later(59)) == .refused(.replayed))
    }

    @Test(arguments: [0, 1, 43, 100_000])
    func `A made-up nonce was never issued`(length: Int) throws {
        let store = InMemoryNonceStore()
        _ = try store.issue(lifetime: 60, binding: nil, at: now)
        let nonce = String(repeating: "A", count: length)
        #expect(try store.consume(nonce, binding: nil, at: now) == .refused(.neverIssued))
    }

    @Test func `A nonce of another store was never issued`() throws {
        let nonce = try InMemoryNonceStore().issue(lifetime: 60, binding: nil, at: now)
        #expect(try InMemoryNonceStore().consume(nonce.value, binding: nil, at: now) == .refused(.neverIssued))
    }

    @Test func `A nonce in another spelling was never issued`() throws {
        let store = InMemoryNonceStore()
        let nonce = try store.issue(lifetime: 60, binding: nil, at: now)
        for spelling in [
            nonce.value + "=", nonce.value + " ", nonce.value.lowercased(), String(nonce.value.dropLast()),
        ] {
            #expect(try store.consume(spelling, binding: nil, at: now) == .refused(.neverIssued))
        }
        #expect(try store.consume(nonce.value, binding: nil, at: now) == .consumed)
    }

    @Test func `A nonce can be spent in the last nanosecond of its lifetime and not later`() throws {
        let store = InMemoryNonceStore()
        let early = try store.issue(lifetime: 60, binding: nil, at: now)
        let late = try store.issue(lifetime: 60, binding: nil, at: now)
        let last = NumericDate(seconds: now.seconds + 59, nanoseconds: 999_999_999)
        #expect(try store.consume(early.value, binding: nil, at: last) == .consumed)
        #expect(try store.consume(late.value, binding: nil, at: later(60)) == .refused(.lapsed))
        #expect(try store.consume(late.value, binding: nil, at: later(5000)) == .refused(.lapsed))
    }

    @Test func `A spent nonce that has lapsed is still a replay`() throws {
        let store = InMemoryNonceStore()
        let nonce = try store.issue(lifetime: 60, binding: nil, at: now)
        #expect(try store.consume(nonce.value, binding: nil, at: now) == .consumed)
        #expect(try store.consume(nonce.value, binding: nil, at: later(61)) == .refused(.replayed))
    }

    @Test func `A bound nonce is spent by its session alone, and a stranger cannot use it up`() throws {
        let store = InMemoryNonceStore()
        let nonce = try store.issue(lifetime: 60, binding: "session-1", at: now)
        for binding in ["session-2", "", "Session-1", nil] {
            #expect(try store.consume(nonce.value, binding: binding, at: now) == .refused(.bindingDiffers))
        }
        #expect(try store.consume(nonce.value, binding: "session-1", at: now) == .consumed)
    }

    @Test func `A nonce without binding is not spent by a session`() throws {
        let store = InMemoryNonceStore()
        let nonce = try store.issue(lifetime: 60, binding: nil, at: now)
        #expect(try store.consume(nonce.value, binding: "session-1", at: now) == .refused(.bindingDiffers))
    }

    @Test func `An empty binding is refused when issuing`() {
        #expect(throws: NonceStoreError(.emptyBinding, message: "")) {
            try InMemoryNonceStore().issue(lifetime: 60, binding: "", at: now)
        }
    }

    @Test func `A full store refuses to issue and forgets none`() throws {
        let store = InMemoryNonceStore(capacity: 3)
        let nonces = try (0..<3).map { _ in try store.issue(lifetime: 60, binding: nil, at: now) }
        #expect(try store.consume(nonces[0].value, binding: nil, at: now) == .consumed)
        for _ in 0..<100 {
            #expect(throws: NonceStoreError(.full, message: "")) {
                try store.issue(lifetime: 60, binding: nil, at: later(59))
            }
        }
        #expect(store.count == 3)
        #expect(try store.consume(nonces[0].value, binding: nil, at: later(59)) == .refused(.replayed))
        #expect(try store.consume(nonces[1].value, binding: nil, at: later(59)) == .consumed)
    }

    @Test func `What has lapsed makes room at once where there is none`() throws {
        let store = InMemoryNonceStore(capacity: 2)
        let lapsing = try store.issue(lifetime: 60, binding: nil, at: now)
        let lasting = try store.issue(lifetime: 61, binding: nil, at: now)
        _ = try store.issue(lifetime: 60, binding: nil, at: later(60))
        #expect(try store.consume(lapsing.value, binding: nil, at: later(60)) == .refused(.neverIssued))
        #expect(try store.consume(lasting.value, binding: nil, at: later(60)) == .consumed)
    }

    @Test(arguments: [0, 7, 3600])
    func `A store that has room for what is alive never refuses, whatever has lapsed before`(retention: Int) throws {
        let store = InMemoryNonceStore(capacity: 60, retention: retention)
        for second in Int64(0)..<1000 {
            for _ in 0..<10 { _ = try store.issue(lifetime: 5, binding: nil, at: later(second)) }
        }
        #expect(store.count <= 60)
    }

    @Test func `Memory is given back when the retention has passed`() throws {
        let store = InMemoryNonceStore(capacity: 10, retention: 100)
        for _ in 0..<9 { _ = try store.issue(lifetime: 60, binding: nil, at: now) }
        _ = try store.issue(lifetime: 60, binding: nil, at: later(159))
        #expect(store.count == 10)
        _ = try store.issue(lifetime: 60, binding: nil, at: later(160))
        #expect(store.count == 2)
    }

    @Test func `A clock that is set back makes no spent nonce spendable`() throws {
        let store = InMemoryNonceStore(capacity: 2, retention: 0)
        let nonce = try store.issue(lifetime: 60, binding: nil, at: now)
        #expect(try store.consume(nonce.value, binding: nil, at: now) == .consumed)
        _ = try store.issue(lifetime: 60, binding: nil, at: later(100_000))
        #expect(try store.consume(nonce.value, binding: nil, at: now) == .refused(.neverIssued))
        let next = try store.issue(lifetime: 60, binding: nil, at: now)
        #expect(try store.consume(next.value, binding: nil, at: now) == .consumed)
    }

    @Test func `Of many tasks that spend the same nonces exactly one wins each`() async throws {
        let store = InMemoryNonceStore()
        let nonces = try (0..<200).map { _ in try store.issue(lifetime: 60, binding: nil, at: now) }
        let wins = try await withThrowingTaskGroup(of: [Int].self) { group in
            for task in 0..<16 {
                group.addTask {
                    // Half of the tasks go backwards, so that they meet.
                    let order = task.isMultiple(of: 2) ? Array(nonces.indices) : nonces.indices.reversed()
                    return try order.filter { try store.consume(nonces[$0].value, binding: nil, at: now) == .consumed }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(wins.sorted() == Array(nonces.indices))
    }

    @Test func `Several at once are spent in their order`() async throws {
        let store: any NonceStore = InMemoryNonceStore()
        let nonce = try await store.issue(at: now)
        let bound = try await store.issue(binding: "s", at: now)
        let results = await store.consume(
            [
                NonceSpending(nonce: nonce.value), NonceSpending(nonce: "made up"), NonceSpending(nonce: nonce.value),
                NonceSpending(nonce: bound.value), NonceSpending(nonce: bound.value, binding: "s"),
            ],
            at: now
        )
        #expect(
            try results.map { try $0.get() } == [
                .consumed, .refused(.neverIssued), .refused(.replayed), .refused(.bindingDiffers), .consumed,
            ]
        )
    }
}
