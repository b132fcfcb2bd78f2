internal import Synchronization

/// Takes key sets from the application: embedded in it, sent to it, or fetched by means of its own.
///
/// What was supplied last counts as confirmed at every attempt: the application vouches for it until it supplies other
/// bytes or withdraws them. Call ``KeySetCache/refresh()`` after a change that should be seen at once.
public final class SuppliedKeySetSource: KeySetSource {
    /// A name for logs.
    public let name: String

    private struct State {
        var bytes: [UInt8]?
        var serial: UInt64 = 0
    }

    private let state: Mutex<State>

    /// Makes a source, with or without a first key set.
    public init(_ bytes: [UInt8]? = nil, name: String = "supplied") {
        self.name = name
        state = Mutex(State(bytes: bytes))
    }

    /// Puts other bytes in the place of those supplied before; they are checked when they are fetched. With `nil` the
    /// application does not vouch for any keys any more: those that are held stay until their trust lapses.
    public func supply(_ bytes: [UInt8]?) {
        state.withLock { state in
            state.bytes = bytes
            state.serial += 1
        }
    }

    /// Makes one attempt, at once.
    public func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        let (bytes, serial) = state.withLock { ($0.bytes, $0.serial) }
        guard let bytes else { throw KeySetFetchError(.nothingSupplied, "The application has supplied no key set.") }
        guard bytes.count <= request.limits.maximumBytes else { throw .bodyTooLarge(request.limits) }
        let freshness = KeySetFreshness(version: KeySetVersion(entityTag: String(serial)))
        return request.version == freshness.version ? .notModified(freshness) : .body(bytes, freshness)
    }
}
