import Synchronization
import Testing

@testable import IDTokenCore

@Suite struct WorkerThreadTests {
    @Test func `A thread runs its body once, and joining waits for its end`() {
        let count = Mutex(0)
        let threads = (0..<20).compactMap { _ in WorkerThread { count.withLock { $0 += 1 } } }
        for thread in threads { thread.join() }
        #expect(count.withLock { $0 } == threads.count)
    }
}
