public import IDTokenCore

/// A key set that was fetched, parsed and found to hold a key that can be used.
public struct FetchedKeySet: Sendable {
    /// The parsed set.
    public let keys: JWKSet
    /// The bytes as they came.
    public let body: [UInt8]
    /// What the answer said of how long it holds.
    public internal(set) var freshness: KeySetFreshness

    /// Parses a body.
    ///
    /// - Throws: ``KeySetFetchError`` if it is no JWK Set, an empty one, or one without a usable key: none of these may
    ///   take the place of a good set.
    package init(
        parsing body: [UInt8],
        freshness: KeySetFreshness = KeySetFreshness(),
        reusing previous: JWKSet? = nil,
        pinnedTo thumbprints: Set<String>? = nil
    ) throws(KeySetFetchError) {
        do throws(IDTokenError) {
            keys = try JWKSet(parsing: body, reusing: previous, pinnedTo: thumbprints)
        } catch {
            throw KeySetFetchError(.notAKeySet, error.message)
        }
        guard let first = keys.keys.first else { throw KeySetFetchError(.emptyKeySet, "The key set has no keys.") }
        guard keys.keys.contains(where: \.isUsable) else {
            let reason = first.unusability.map { ", the first because \($0)" } ?? ""
            throw KeySetFetchError(.noUsableKey, "None of \(keys.keys.count) keys can be used\(reason).")
        }
        self.body = body
        self.freshness = freshness
    }
}

extension KeySetSource {
    /// Makes one attempt and parses what comes, without a cache: for command lines and start-up checks.
    ///
    /// - Throws: ``KeySetFetchError``, at the latest when the deadline is over, whatever the source does.
    public func fetchOnce(
        limits: FetchLimits = FetchLimits(),
        pinnedTo thumbprints: Set<String>? = nil
    ) async throws(KeySetFetchError) -> FetchedKeySet {
        let answer = try await boundedFetch(KeySetRequest(limits: limits))
        guard case .body(let body, let freshness) = answer else {
            throw KeySetFetchError(.notModifiedWithoutSet, "The answer is \"not modified\" to a first request.")
        }
        return try FetchedKeySet(parsing: body, freshness: freshness, pinnedTo: thumbprints)
    }

    /// An attempt that keeps the limits even where the source does not.
    func boundedFetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        let answer = try await Deadline.run(request.limits) { () async throws(KeySetFetchError) in
            try await self.fetch(request)
        }
        if case .body(let body, _) = answer, body.count > request.limits.maximumBytes {
            throw .bodyTooLarge(request.limits)
        }
        return answer
    }
}
