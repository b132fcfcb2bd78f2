import Foundation
import Synchronization
import Testing

@testable import IDTokenJWKS

/// Readers that never hold a lock, and a writer that replaces what they read.
@Suite(.serialized) struct PublishedCellTests {
    private static let living = Atomic(0)
    private static var livingCount: Int { living.load(ordering: .relaxed) }

    private final class Payload: Sendable {
        let first: Int
        let text: String
        let second: Int

        init(_ number: Int) {
            (first, text, second) = (number, String(repeating: "x", count: 40) + String(number), number)
            PublishedCellTests.living.wrappingAdd(1, ordering: .relaxed)
        }

        deinit { PublishedCellTests.living.wrappingSubtract(1, ordering: .relaxed) }
    }

    @Test func `Readers always see a whole value that is alive, and all others are released`() async {
        let rounds = 20_000
        do {
            let cell = PublishedCell(Payload(0))
            let shared = Shared(cell: cell)
            await withTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        var (last, faults) = (0, 0)
                        while !shared.isOver.load(ordering: .relaxed) {
                            let (payload, text) = shared.cell.read { (copy $0, $0.text) }
                            if payload.first != payload.second || !text.hasSuffix(String(payload.first)) { faults += 1 }
                            if payload.first < last { faults += 1 }
                            last = payload.first
                            await Task.yield()
                        }
                        return faults
                    }
                }
                for number in 1...rounds {
                    cell.publish(Payload(number))
                    if number.isMultiple(of: 64) { await Task.yield() }
                }
                shared.isOver.store(true, ordering: .relaxed)
                for await faults in group { #expect(faults == 0) }
            }
            cell.publish(Payload(rounds + 1))
            #expect(cell.retiredCount == 0)
            #expect(Self.livingCount == 1)
        }
        #expect(await eventually { Self.livingCount == 0 })
    }

    private final class Shared: Sendable {
        let cell: PublishedCell<Payload>
        let isOver = Atomic(false)
        let faults = Atomic(0)

        init(cell: PublishedCell<Payload>) { self.cell = cell }
    }

    @Test func `Many threads may read while one replaces`() async {
        do {
            let cell = PublishedCell(Payload(0))
            let shared = Shared(cell: cell)
            let threads = (0..<8).map { _ in
                Thread {
                    var last = 0
                    while !shared.isOver.load(ordering: .relaxed) {
                        let payload = shared.cell.read { copy $0 }
                        if payload.first != payload.second || payload.first < last {
                            shared.faults.wrappingAdd(1, ordering: .relaxed)
                        }
                        last = payload.first
                    }
                }
            }
            for thread in threads { thread.start() }
            for number in 1...5_000 { cell.publish(Payload(number)) }
            shared.isOver.store(true, ordering: .relaxed)
            for thread in threads { #expect(await eventually { thread.isFinished }) }
            #expect(shared.faults.load(ordering: .relaxed) == 0)
            cell.publish(Payload(5_001))
            #expect(cell.retiredCount == 0)
            #expect(Self.livingCount == 1)
        }
        #expect(await eventually { Self.livingCount == 0 })
    }

    @Test func `What a reader is just reading is kept until it has left`() {
        let cell = PublishedCell(Payload(-1))
        cell.read { payload in
            cell.publish(Payload(-2))
            cell.publish(Payload(-3))
            #expect(cell.retiredCount == 2)
            #expect(payload.first == -1)
        }
        cell.publish(Payload(-4))
        #expect(cell.retiredCount == 0)
    }
}
