internal import IDTokenCore
internal import IDTokenJWKS

/// Fetches a key set and keeps it.
struct KeySetFetching: Sendable {
    /// A good set that was fetched, or found to be unchanged.
    struct Fetched: Sendable {
        let keys: JWKSet
        let snapshot: KeySetSnapshot
        /// The start of the attempt, by both clocks: what the issuer removed later may be in the set.
        let confirmedAt: Moment
        /// Whether the issuer answered that the set is the one that was known.
        let isUnchanged: Bool
    }

    let remote: RemoteKeySet
    let records: KeySetRecords

    /// Makes one attempt. Blocks.
    ///
    /// - Parameters:
    ///   - known: The set that is held already; the endpoint may answer that it is still the one.
    ///   - keys: The same, parsed: equal keys keep the tables that were built for them.
    /// - Throws: ``KeySetFetchError`` if it brought no set with a usable key.
    func fetch(knowing known: KeySetSnapshot? = nil, reusing keys: JWKSet? = nil) throws(KeySetFetchError) -> Fetched {
        let start = SystemKeySetClock().now()
        let answer = try remote.attempt(knowing: known?.version).get()
        let (body, freshness): ([UInt8], KeySetFreshness)
        switch answer {
        case .body(let bytes, let fresh): (body, freshness) = (bytes, fresh)
        case .notModified(let fresh):
            guard let known, known.version != nil else { throw RemoteKeySet.unasked }
            (body, freshness) = (known.body, fresh)
        }
        guard freshness.age < KeySetCacheConfiguration().maximumAge else {
            throw KeySetFetchError(.staleAnswer, "A cache on the way answered with a set older than keys are trusted.")
        }
        let confirmedAt = start + (.zero - freshness.age)
        let isSame = known?.body == body
        let set = try FetchedKeySet(parsing: body, reusing: keys)
        let snapshot = records.save(
            KeySetSnapshot(
                body: body,
                version: freshness.version ?? (isSame ? known?.version : nil),
                generation: records.generation(of: body, after: known),
                confirmedAt: confirmedAt.wall,
                firstSeenAt: isSame ? known?.firstSeenAt ?? start.wall : start.wall
            ),
            at: start.wall
        )
        return Fetched(keys: set.keys, snapshot: snapshot, confirmedAt: confirmedAt, isUnchanged: isSame)
    }
}
