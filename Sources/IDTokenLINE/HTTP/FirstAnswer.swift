internal import Synchronization

/// Waits for an answer no longer than until a deadline, whether the one who was asked gives up or not.
enum FirstAnswer {
    /// Runs an operation on its own and takes whichever comes first: its answer, the deadline or a cancellation.
    static func of(
        _ deadline: ContinuousClock.Instant,
        _ operation: @escaping @Sendable () async throws(LINEHTTPFailure) -> LINEHTTPResponse
    ) async throws(LINEHTTPFailure) -> LINEHTTPResponse {
        let slot = AnswerSlot()
        let work = Task {
            do throws(LINEHTTPFailure) {
                slot.put(.success(try await operation()))
            } catch {
                slot.put(.failure(error))
            }
        }
        let timer = Task {
            guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil else { return }
            slot.put(.failure(.timedOut))
        }
        defer {
            work.cancel()
            timer.cancel()
        }
        return try await withTaskCancellationHandler {
            await slot.answer()
        } onCancel: {
            slot.put(.failure(.cancelled))
        }.get()
    }
}

/// Keeps the first answer it is given for the one who waits; later ones are dropped.
final class AnswerSlot: Sendable {
    typealias Answer = Result<LINEHTTPResponse, LINEHTTPFailure>

    private enum State: Sendable {
        case empty
        case waiting(CheckedContinuation<Answer, Never>)
        case answered(Answer)
    }

    private let state = Mutex(State.empty)

    /// Puts an answer in, if it is the first.
    func put(_ answer: Answer) {
        let waiter: CheckedContinuation<Answer, Never>? = state.withLock { state in
            switch state {
            case .answered:
                return nil
            case .empty:
                state = .answered(answer)
                return nil
            case .waiting(let continuation):
                state = .answered(answer)
                return continuation
            }
        }
        waiter?.resume(returning: answer)
    }

    /// Waits for the first answer. Must be called once.
    func answer() async -> Answer {
        await withCheckedContinuation { continuation in
            let early: Answer? = state.withLock { state in
                if case .answered(let answer) = state { return answer }
                state = .waiting(continuation)
                return nil
            }
            if let early { continuation.resume(returning: early) }
        }
    }
}
