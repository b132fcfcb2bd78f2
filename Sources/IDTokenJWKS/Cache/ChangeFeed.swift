internal import Synchronization

/// Hands events to everyone who listens, without ever waiting for a listener.
final class ChangeFeed: Sendable {
    /// How many events a slow listener can be behind before it loses the oldest.
    static let bufferedEvents = 64

    private struct State {
        var listeners: [UInt64: AsyncStream<KeySetEvent>.Continuation] = [:]
        var lastIdentifier: UInt64 = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    /// A sequence of what happens from now on.
    func listen() -> AsyncStream<KeySetEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: KeySetEvent.self,
            bufferingPolicy: .bufferingNewest(Self.bufferedEvents)
        )
        let identifier: UInt64? = state.withLock { state in
            guard !state.isFinished else { return nil }
            state.lastIdentifier += 1
            state.listeners[state.lastIdentifier] = continuation
            return state.lastIdentifier
        }
        guard let identifier else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: identifier) }
        }
        return stream
    }

    /// How many listen; for tests.
    var listenerCount: Int { state.withLock { $0.listeners.count } }

    func send(_ event: KeySetEvent) {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(event) }
    }

    func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            defer { state.listeners.removeAll() }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
