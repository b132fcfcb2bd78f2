/// What an attempt came to, once its answer was parsed and compared with what is held.
package enum FetchOutcome: Sendable {
    /// A good set of other bytes than the one that is held.
    case replaced(FetchedKeySet)
    /// The set that is held is still the issuer's: "not modified", or the same bytes again.
    case confirmed(KeySetFreshness)
    /// Nothing that could be used.
    case failed(KeySetFetchError)

    /// Judges an answer. Costs the parsing of a body that differs from the held one, so it is done outside of any lock.
    ///
    /// - Parameter held: The set that was held when the attempt started, by whose version the request was made.
    package init(
        _ answer: Result<KeySetAnswer, KeySetFetchError>,
        to request: KeySetRequest,
        held: HeldKeySet?,
        _ configuration: KeySetCacheConfiguration
    ) {
        do throws(KeySetFetchError) {
            switch try answer.get() {
            case .notModified(let freshness):
                guard held != nil, request.version != nil else {
                    throw KeySetFetchError(
                        .notModifiedWithoutSet,
                        "The answer is \"not modified\", but no key set is held.",
                        status: 304
                    )
                }
                self = .confirmed(freshness)
            case .body(let body, let freshness):
                if let held, held.content.body == body {
                    self = .confirmed(freshness)
                    return
                }
                self = .replaced(
                    try FetchedKeySet(
                        parsing: body,
                        freshness: freshness,
                        reusing: held?.keys,
                        pinnedTo: configuration.pinnedThumbprints
                    )
                )
            }
        } catch {
            self = .failed(error)
        }
    }
}
