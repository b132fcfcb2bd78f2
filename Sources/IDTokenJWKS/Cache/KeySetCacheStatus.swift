public import IDTokenCore
internal import Synchronization

/// What a cache holds and does, for health pages. It is safe to show: it holds no secret and no private key.
public struct KeySetCacheStatus: Sendable {
    /// How good the held set is.
    public enum Phase: String, Sendable, CaseIterable {
        /// No good set was ever seen: every token is `keys_unavailable`.
        case empty
        /// Confirmed, and the next attempt is not due.
        case fresh
        /// An attempt is due, in flight or failing; the set is trusted all the same.
        case stale
        /// Not confirmed for too long: every token is `keys_unavailable`.
        case expired
    }

    /// The issuer.
    public let issuer: String
    /// The name of the source.
    public let source: String
    /// How good the held set is.
    public let phase: Phase
    /// Counts the different sets of this source; 0 if none is held.
    public let generation: UInt64
    /// How long ago the set was last known to be the issuer's, by the clock that says the longer time.
    public let age: Duration?
    /// When the content of the set came to be held.
    public let changedAt: NumericDate?
    /// Whether an attempt is in flight.
    public let isRefreshing: Bool
    /// How long until the next attempt; `zero` if it is due, `nil` while one is in flight.
    public let nextAttemptIn: Duration?
    /// When the last attempt ended.
    public let lastAttemptEnded: NumericDate?
    /// How many attempts have failed since the last success.
    public let consecutiveFailures: Int
    /// Why the last attempt failed, until one succeeds.
    public let lastFailure: KeySetFetchError?
    /// How many tokens with an unknown key caused no attempt of their own.
    public let suppressedUnknownKeys: Int
    /// The entries of the held set, with their thumbprints and why they cannot be used.
    public let keys: [JWK]

    /// Whether tokens can be judged.
    public var isReady: Bool { phase == .fresh || phase == .stale }
}

extension KeySetCache {
    /// What the cache holds and does now. Takes a lock for a moment and allocates.
    public var status: KeySetCacheStatus {
        let moment = clock.now()
        let machine = driven.withLock { $0.machine }
        return machine.status(
            at: moment,
            issuer: issuer,
            source: source.name,
            suppressed: suppressedUnknownKeys.load(ordering: .relaxed)
        )
    }
}

extension KeySetCacheState {
    package func status(at moment: Moment, issuer: String, source: String, suppressed: Int) -> KeySetCacheStatus {
        KeySetCacheStatus(
            issuer: issuer,
            source: source,
            phase: phase(at: moment),
            generation: held?.generation ?? 0,
            age: held.map { held in
                max(
                    moment.uptime - held.confirmedAt.uptime,
                    moment.wall.duration(since: held.confirmedAt.wall),
                    .zero
                )
            },
            changedAt: held?.changedAt,
            isRefreshing: flight != nil,
            nextAttemptIn: nextAttempt.map { max($0 - moment.uptime, .zero) },
            lastAttemptEnded: lastAttemptEnded,
            consecutiveFailures: schedule.consecutiveFailures,
            lastFailure: lastFailure,
            suppressedUnknownKeys: suppressed,
            keys: held?.keys.keys ?? []
        )
    }

    /// How good the held set is.
    package func phase(at moment: Moment) -> KeySetCacheStatus.Phase {
        guard let held else { return .empty }
        guard held.isTrusted(at: moment, configuration) else { return .expired }
        return moment.uptime < schedule.due && schedule.consecutiveFailures == 0 ? .fresh : .stale
    }
}
