internal import Synchronization

/// Ends an operation's wait after some time, whether the operation ends or not.
///
/// A task group would wait for its children, and a client that ignores cancellation would then hold up the caller. Here
/// the operation runs on its own: whoever is first answers, the other one is cancelled and its answer dropped.
enum Deadline {
    static func run<Value: Sendable, Failure: AttemptError>(
        _ limits: FetchLimits,
        _ operation: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let race = Race<Result<Value, Failure>>()
        let work = Task {
            do throws(Failure) {
                race.finish(.success(try await operation()))
            } catch {
                race.finish(.failure(error))
            }
        }
        let timer = Task {
            // Cancelled as soon as the work has ended.
            guard (try? await Task.sleep(for: limits.deadline, clock: .continuous)) != nil else { return }
            race.finish(.failure(Failure(HTTPFailure.deadlineExceeded(limits))))
        }
        let result = await withTaskCancellationHandler {
            await race.value
        } onCancel: {
            race.finish(.failure(Failure(HTTPFailure.cancelled)))
        }
        work.cancel()
        timer.cancel()
        return try result.get()
    }

    /// Takes the first value it is given and hands it to the one who waits.
    private final class Race<Value: Sendable>: Sendable {
        private enum State {
            case open
            case awaited(CheckedContinuation<Value, Never>)
            case finished(Value)
        }

        private let state = Mutex(State.open)

        func finish(_ value: Value) {
            let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
                switch state {
                case .open:
                    state = .finished(value)
                    return nil
                case .awaited(let continuation):
                    state = .finished(value)
                    return continuation
                case .finished:
                    return nil
                }
            }
            waiter?.resume(returning: value)
        }

        var value: Value {
            get async {
                await withCheckedContinuation { continuation in
                    let finished: Value? = state.withLock { state in
                        if case .finished(let value) = state { return value }
                        state = .awaited(continuation)
                        return nil
                    }
                    if let finished { continuation.resume(returning: finished) }
                }
            }
        }
    }
}
