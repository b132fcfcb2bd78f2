/// When the next attempt is due: ahead of need after a success, backing off after failures.
struct RefreshSchedule: Sendable {
    /// When the next attempt starts by itself.
    private(set) var due: Uptime
    /// Before this no attempt starts that was not asked for by name: an endpoint that fails is left alone.
    private(set) var notBefore: Uptime
    /// How many attempts have failed since the last success.
    private(set) var consecutiveFailures = 0

    /// A schedule whose first attempt is due at once.
    init(startingAt now: Uptime) {
        due = now
        notBefore = now
    }

    /// Puts the next attempt off, or brings it forward, after keys have come from elsewhere.
    mutating func reschedule(at uptime: Uptime) {
        due = max(uptime, notBefore)
    }

    /// Plans the next attempt after a success: by what the answer said of its lifetime, within floor and ceiling.
    ///
    /// The jitter only ever adds, so that the floor holds where it rules, and processes that were started together part.
    ///
    /// - Parameter random: From 0 up to 1.
    mutating func noteSuccess(
        _ freshness: KeySetFreshness,
        at now: Uptime,
        random: Double,
        _ configuration: KeySetCacheConfiguration
    ) {
        consecutiveFailures = 0
        notBefore = now
        let wanted = freshness.lifetime.map { $0 - freshness.age } ?? configuration.refreshInterval
        let interval = min(max(wanted, configuration.refreshFloor), configuration.refreshCeiling)
        due = now + interval + interval * (configuration.refreshJitter * random)
    }

    /// Plans the next attempt after a failure: twice as long as after the one before, and not sooner than the endpoint
    /// asks for within reason.
    ///
    /// - Parameter random: From 0 up to 1.
    mutating func noteFailure(
        _ error: KeySetFetchError,
        at now: Uptime,
        random: Double,
        _ configuration: KeySetCacheConfiguration
    ) {
        consecutiveFailures += 1
        // More doublings than this exceed every maximum that can be configured in any unit.
        let doublings = min(consecutiveFailures - 1, 30)
        let doubled = min(configuration.initialBackoff * (1 << doublings), configuration.maximumBackoff)
        let demanded = min(error.retryAfter ?? .zero, configuration.maximumRetryAfter)
        let wait = max(doubled + doubled * (0.5 * random), demanded + demanded * (0.1 * random))
        due = now + wait
        notBefore = due
    }
}
