import IDTokenJWKS
import Synchronization

/// A source that answers what a test says, when it says so.
final class ScriptedSource: KeySetSource {
    typealias Answer = Result<KeySetAnswer, KeySetFetchError>

    private struct State {
        var answer: Answer
        var isHeld = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var requests: [KeySetRequest] = []
    }

    let name = "scripted"
    private let state: Mutex<State>

    init(_ numbers: [Int]) {
        state = Mutex(State(answer: .success(.body(TestKeySets.body(numbers), KeySetFreshness()))))
    }

    func answer(_ numbers: [Int]) {
        state.withLock { $0.answer = .success(.body(TestKeySets.body(numbers), KeySetFreshness())) }
    }

    func fail(_ error: KeySetFetchError = DrivenState.serverError) {
        state.withLock { $0.answer = .failure(error) }
    }

    /// Keeps every attempt waiting until ``release()``.
    func hold() {
        state.withLock { $0.isHeld = true }
    }

    func release() {
        let waiting = state.withLock { state in
            defer { (state.isHeld, state.waiting) = (false, []) }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    var requests: [KeySetRequest] { state.withLock { $0.requests } }

    func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                state.requests.append(request)
                if state.isHeld { state.waiting.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
        return try state.withLock { $0.answer }.get()
    }
}
