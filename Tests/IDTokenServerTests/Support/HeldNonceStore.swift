import IDTokenCore
import Synchronization

/// A store that keeps everybody waiting until it is told to go on.
final class HeldNonceStore: NonceStore {
    private struct State {
        var isReleased = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// How many wait.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Lets everybody go on, now and later.
    func release() {
        let waiting = state.withLock { state in
            state.isReleased = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func issue(lifetime: Int, binding: String?, at now: NumericDate) async throws(NonceStoreError) -> Nonce {
        await wait()
        return try Nonce(lifetime: lifetime, at: now)
    }

    func consume(_ nonce: String, binding: String?, at now: NumericDate) async throws(NonceStoreError) -> NonceOutcome {
        await wait()
        return .consumed
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let isReleased = state.withLock { state in
                if !state.isReleased { state.waiting.append(continuation) }
                return state.isReleased
            }
            if isReleased { continuation.resume() }
        }
    }
}
