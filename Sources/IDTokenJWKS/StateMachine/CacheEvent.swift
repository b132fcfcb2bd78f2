package import IDTokenCore

/// What can happen to a key-set cache.
package enum CacheEvent: Sendable {
    /// A reader found that a refresh is due or that the trust in the set has lapsed.
    case read
    /// A token named a key that the set with this ``JWKSet/generation`` does not hold.
    case unknownKey(in: UInt64)
    /// Somebody asks for a refresh by name.
    case refreshRequested
    /// An attempt has ended.
    case fetchFinished(UInt64, FetchOutcome)
    /// The time that was asked for by ``CacheAction/wake(at:)`` has come.
    case timer
    /// A set was read from a disk snapshot.
    case restored(FetchedKeySet, generation: UInt64, confirmedAt: NumericDate, firstSeenAt: NumericDate)
    /// A disk snapshot was written under this generation, because another process had used up ours.
    case saved(generation: UInt64)
}

/// What the shell of a key-set cache is told to do.
package enum CacheAction: Sendable {
    /// Start an attempt, and report its end by ``CacheEvent/fetchFinished(_:_:)``.
    case fetch(FetchOrder)
    /// Send ``CacheEvent/timer`` at this time, in place of any earlier wish.
    case wake(at: Uptime)
    /// Let readers see this.
    case publish(Publication)
    /// Tell those who listen.
    case announce(KeySetEvent)
    /// Write the disk snapshot, and keep the set in the history.
    case save(HeldKeySet)
    /// Keep a set in the history that came from the disk snapshot.
    case remember(HeldKeySet)
    /// Release those who wait for this attempt or an earlier one.
    case release(UInt64)
}

/// An attempt to be made.
package struct FetchOrder: Sendable {
    /// Tells the attempt from all others of this cache; rises by one.
    package let identifier: UInt64
    /// What the source is asked for.
    package let request: KeySetRequest
    /// The set that was held when the attempt started.
    package let held: HeldKeySet?
}

/// What readers need to know, never changed once published.
package struct Publication: Sendable {
    /// The set, while there is one, whether trusted or not.
    package let keys: JWKSet?
    /// The end of trust by both clocks.
    package let trustedUntil: Moment
    /// From when on a reader should say that it was here: an attempt is overdue.
    package let knockFrom: Uptime
    /// When the next attempt starts; now or earlier, if one is in flight.
    package let nextAttempt: Uptime
    /// Whether an attempt is in flight or planned that could bring an unknown key.
    package let isRefreshPending: Bool

    /// The same for a cache that was stopped: no attempt is ever made again.
    package var afterStop: Publication {
        Publication(
            keys: keys,
            trustedUntil: trustedUntil,
            knockFrom: .never,
            nextAttempt: .never,
            isRefreshPending: false
        )
    }

    /// Whether readers would notice a difference.
    func isSame(as other: Publication) -> Bool {
        keys?.generation == other.keys?.generation && trustedUntil == other.trustedUntil
            && knockFrom == other.knockFrom && nextAttempt == other.nextAttempt
            && isRefreshPending == other.isRefreshPending
    }
}
