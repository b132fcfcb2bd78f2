import Synchronization
import Testing

@testable import IDTokenCore

@Suite struct ThreadLocalTests {
    private final class Tracked: Sendable {
        static let living = Atomic<Int>(0)

        init() { Self.living.wrappingAdd(1, ordering: .relaxed) }

        deinit { Self.living.wrappingSubtract(1, ordering: .relaxed) }
    }

    @Test func `Each thread has one object of its own, which is handed on when the thread ends`() {
        let local = unsafe ThreadLocal<Tracked>(whenThreadEnds: { pointer in
            // Safe: the pointer is that of the thread's object, retained once.
            if let pointer = unsafe pointer { unsafe Unmanaged<Tracked>.fromOpaque(pointer).release() }
        })
        let seen = Mutex<[[ObjectIdentifier]]>([])
        let threads = (0..<4).compactMap { _ in
            WorkerThread {
                let identities = (0..<3).map { _ in ObjectIdentifier(local.value { Tracked() }) }
                seen.withLock { $0.append(identities) }
            }
        }
        for thread in threads { thread.join() }
        #expect(seen.withLock { $0.allSatisfy { Set($0).count == 1 } })
        #expect(Tracked.living.load(ordering: .relaxed) == 0)
    }
}
