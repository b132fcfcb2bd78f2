internal import IDTokenCore

/// When a ``KeySetCache`` asks for keys, and for how long it believes them.
///
/// The defaults suit an issuer that rotates without notice and sometimes is down for hours. At most one attempt is in
/// flight. After a success the next one starts no sooner than the shorter of ``refreshFloor`` and
/// ``unknownKeyCooldown``, after a failure no sooner than the back-off; only ``KeySetCache/refresh()`` is not held up.
public struct KeySetCacheConfiguration: Sendable, Hashable {
    /// How long after a success the next attempt comes, where the answer does not say; 10 minutes.
    public var refreshInterval: Duration = .seconds(10 * 60)
    /// The shortest such interval whatever the answer says; `no-store` and `max-age=0` mean this one. 5 minutes.
    public var refreshFloor: Duration = .seconds(5 * 60)
    /// The longest such interval whatever the answer says: so long can a key that the issuer has removed stay trusted
    /// while the endpoint is up. 1 hour.
    public var refreshCeiling: Duration = .seconds(60 * 60)
    /// How much later than the interval an attempt may come, as a fraction of it, so that many processes do not ask at
    /// the same moment; 0.1.
    public var refreshJitter: Double = 0.1
    /// How long a set is trusted that could not be confirmed since, counted from the start of the attempt that brought
    /// it; then every token is ``ReasonCode/keysUnavailable``. 24 hours.
    public var maximumAge: Duration = .seconds(24 * 60 * 60)
    /// How long after an attempt, successful or not, no unknown key identifier causes another; 30 seconds.
    public var unknownKeyCooldown: Duration = .seconds(30)
    /// The wait after a first failure; it doubles with every further one. 1 second.
    public var initialBackoff: Duration = .seconds(1)
    /// The longest wait after a failure, before jitter of up to a half; 1 minute.
    public var maximumBackoff: Duration = .seconds(60)
    /// The longest wait that an endpoint can ask for by `Retry-After`; 10 minutes.
    public var maximumRetryAfter: Duration = .seconds(10 * 60)
    /// The bounds of one attempt.
    public var limits = FetchLimits()
    /// The only keys that may be used, by their RFC 7638 thumbprints in base64url, or `nil` for any. Others of a set
    /// become unusable; a set in which none is left is a failed fetch.
    public var pinnedThumbprints: Set<String>?

    /// Whether the tables of the accelerated engine are built on a background thread as soon as keys are held: 20 ms of
    /// CPU and 150 KB a key. Otherwise they are once a key is in use. A process with very many issuers had better wait.
    public var buildsTablesAhead = true

    /// Makes the configuration for a remote issuer.
    public init() {}

    /// The configuration for bytes that are near, such as a file: asked for a change every few seconds.
    public static var local: KeySetCacheConfiguration {
        var configuration = KeySetCacheConfiguration()
        configuration.refreshInterval = .seconds(5)
        configuration.refreshFloor = .seconds(5)
        configuration.refreshCeiling = .seconds(5)
        configuration.unknownKeyCooldown = .seconds(1)
        configuration.maximumBackoff = .seconds(5)
        return configuration
    }

    /// Checks that the values make sense together.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey``, which names the value at fault.
    func check() throws(IDTokenError) {
        let rules: [(Bool, String)] = [
            (refreshFloor > .zero, "refreshFloor must be above zero"),
            (refreshFloor <= refreshInterval, "refreshInterval must be at least refreshFloor"),
            (refreshInterval <= refreshCeiling, "refreshInterval must be at most refreshCeiling"),
            ((0...1).contains(refreshJitter), "refreshJitter must be from 0 to 1"),
            (maximumAge <= .seconds(366 * 24 * 60 * 60), "maximumAge must be at most a year"),
            (
                // A factor that is no number would trap.
                (0...1).contains(refreshJitter)
                    && refreshCeiling + refreshCeiling * refreshJitter + limits.deadline < maximumAge,
                "maximumAge must be longer than the longest refresh interval and one attempt"
            ),
            (unknownKeyCooldown > .zero, "unknownKeyCooldown must be above zero"),
            (initialBackoff > .zero, "initialBackoff must be above zero"),
            (initialBackoff <= maximumBackoff, "maximumBackoff must be at least initialBackoff"),
            (maximumBackoff < maximumAge, "maximumBackoff must be shorter than maximumAge"),
            (maximumRetryAfter >= .zero, "maximumRetryAfter must not be negative"),
            (maximumRetryAfter < maximumAge, "maximumRetryAfter must be shorter than maximumAge"),
            (limits.deadline > .zero, "the deadline of an attempt must be above zero"),
            (limits.maximumBytes > 0, "the byte limit of an attempt must be above zero"),
            (pinnedThumbprints?.isEmpty != true, "pinnedThumbprints must not be empty"),
        ]
        if let (_, rule) = rules.first(where: { !$0.0 }) {
            throw IDTokenError(.invalidKey, expected: rule, message: "The key-set cache cannot be configured: \(rule).")
        }
    }
}
