internal import IDTokenCore
internal import Synchronization

/// Takes key sets from the application: embedded in it, sent to it, or fetched by means of its own.
///
/// What was supplied last counts as confirmed at every attempt: the application vouches for it until it supplies other
/// bytes or withdraws them. Call ``KeySetCache/refresh()`` after a change that should be seen at once.
public final class SuppliedKeySetSource: KeySetSource {
    /// A name for logs.
    public let name: String

    private struct Supply {
        let bytes: [UInt8]
        /// Made of the bytes alone, because a disk snapshot keeps it longer than the process lives.
        let version: KeySetVersion?

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            version = KeySetVersion(entityTag: Base64URL.encode(SHA256Digest.of(bytes).bytes))
        }
    }

    private let supply: Mutex<Supply?>

    /// Makes a source, with or without a first key set.
    public init(_ bytes: [UInt8]? = nil, name: String = "supplied") {
        self.name = name
        supply = Mutex(bytes.map { Supply($0) })
    }

    /// Puts other bytes in the place of those supplied before; they are checked when they are fetched. With `nil` the
    /// application does not vouch for any keys any more: those that are held stay until their trust lapses.
    public func supply(_ bytes: [UInt8]?) {
        let new = bytes.map { Supply($0) }
        supply.withLock { $0 = new }
    }

    /// Makes one attempt, at once.
    public func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        guard let supplied = supply.withLock({ $0 }) else {
            throw KeySetFetchError(.nothingSupplied, "The application has supplied no key set.")
        }
        guard supplied.bytes.count <= request.limits.maximumBytes else { throw .bodyTooLarge(request.limits) }
        let freshness = KeySetFreshness(version: supplied.version)
        return request.version == freshness.version ? .notModified(freshness) : .body(supplied.bytes, freshness)
    }
}
