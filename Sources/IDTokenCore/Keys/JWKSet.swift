/// A JWK Set (RFC 7517 §5), parsed once and then shared: immutable, and read without locks from any thread.
///
/// Making one takes some 20 µs a key. A copy is a reference.
public struct JWKSet: Sendable {
    /// The entries in their order, unusable ones included.
    public var keys: [JWK] { storage.keys }
    /// A number that no other key set of this process has had: two values with the same generation are the same set.
    public var generation: UInt64 { storage.generation }

    let storage: Storage

    /// Parses a JWK Set: one JSON object whose `keys` is an array. Other members are ignored (RFC 7517 §5).
    ///
    /// Entries that cannot be used are kept with their reason and fail nothing but themselves.
    ///
    /// - Parameters:
    ///   - bytes: The JSON text.
    ///   - previous: A set whose equal keys are taken over, with the tables that were built for them.
    ///   - thumbprints: The only keys that may be used, by their RFC 7638 thumbprints in base64url; `nil` for any.
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the text is no JWK Set. An empty `keys` is one.
    public init(
        parsing bytes: [UInt8],
        reusing previous: JWKSet? = nil,
        pinnedTo thumbprints: Set<String>? = nil
    ) throws(IDTokenError) {
        try self.init(parsing: bytes.span, reusing: previous, pinnedTo: thumbprints)
    }

    /// Parses a JWK Set from text; see ``init(parsing:reusing:pinnedTo:)-([UInt8],_,_)``.
    public init(parsing text: String, reusing previous: JWKSet? = nil) throws(IDTokenError) {
        try self.init(parsing: text.utf8.span, reusing: previous)
    }

    /// Parses a JWK Set from borrowed bytes; see ``init(parsing:reusing:pinnedTo:)-([UInt8],_,_)``.
    public init(
        parsing bytes: Span<UInt8>,
        reusing previous: JWKSet? = nil,
        pinnedTo thumbprints: Set<String>? = nil
    ) throws(IDTokenError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw IDTokenError(.invalidKey, expected: "a JWK Set", message: "The key set is not well-formed JSON.")
        }
        guard let members = value.objectValue, let entries = value["keys"]?.arrayValue else {
            throw IDTokenError(
                .invalidKey,
                expected: "a JWK Set",
                message: "The key set is no JSON object with an array named keys (RFC 7517 section 5)."
            )
        }
        guard Set(members.map { Array($0.name.utf8) }).count == members.count else {
            throw IDTokenError(.invalidKey, expected: "a JWK Set", message: "The key set names a member twice.")
        }
        self.init(entries: entries, reusing: previous, pinnedTo: thumbprints)
    }

    /// Makes a set of already parsed entries.
    package init(entries: [JSONValue], reusing previous: JWKSet? = nil, pinnedTo thumbprints: Set<String>? = nil) {
        storage = Storage(
            entries.map { entry in
                var key = JWK(entry) { previous?.storage.publicKey(coordinates: $0) }
                if let thumbprints, key.isUsable, key.thumbprint.map(thumbprints.contains) != true {
                    key.unusability = .notPinned
                }
                return key
            }
        )
    }

    /// The same set behind a reference of its own, so that threads which copy it often need not count on one reference.
    package func withOwnReference() -> JWKSet { JWKSet(storage: Storage(sharing: storage)) }

    private init(storage: Storage) { self.storage = storage }

    /// The entries that can verify ES256 signatures.
    public var usableKeys: [JWK] { keys.filter(\.isUsable) }

    /// The key that judges a token with this key identifier, or with none; `nil` if there is none that can be used.
    package func key(for identifier: String?) -> JWK? {
        guard let identifier else { return storage.onlyCandidate.map { keys[$0] } }
        guard case .found(let index) = storage.lookup(identifier.utf8.span.octets) else { return nil }
        return keys[index]
    }

    /// What a key identifier, or its absence, leads to.
    enum Lookup {
        /// The entry at this index can be used.
        case found(Int)
        /// There is such an entry, and it cannot be used.
        case unusable(Int)
        /// There is none; or, without a key identifier, not exactly one candidate.
        case unknown
    }
}
