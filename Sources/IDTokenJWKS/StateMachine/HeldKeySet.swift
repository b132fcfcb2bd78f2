package import IDTokenCore

/// The last good key set, and since when it is known to be what the issuer publishes.
package struct HeldKeySet: Sendable {
    /// The set, its bytes and its version.
    package internal(set) var content: FetchedKeySet
    /// Counts the different sets of this source; kept across restarts by the disk snapshot. (A ``JWKSet`` has another
    /// generation, which only tells the sets of one process apart.)
    package internal(set) var generation: UInt64
    /// The start of the attempt that last brought or confirmed the set: what the issuer removed later may be in it.
    package internal(set) var confirmedAt: Moment
    /// When the content came to be held, by the wall clock.
    package internal(set) var changedAt: NumericDate

    /// The parsed set.
    package var keys: JWKSet { content.keys }

    /// The end of trust, unless the set is confirmed before.
    func trustedUntil(_ configuration: KeySetCacheConfiguration) -> Moment {
        confirmedAt + configuration.maximumAge
    }

    /// Whether neither clock says that the set is too old. The older age counts: the wall clock may have been set back,
    /// and the uptime stands still with a suspended machine.
    func isTrusted(at moment: Moment, _ configuration: KeySetCacheConfiguration) -> Bool {
        let end = trustedUntil(configuration)
        return moment.uptime < end.uptime && moment.wall < end.wall
    }

    /// Takes care that the set never seems younger by the wall clock than by the uptime, after the former was set back.
    mutating func alignWall(to moment: Moment) {
        let age = max(moment.uptime - confirmedAt.uptime, .zero)
        confirmedAt.wall = min(confirmedAt.wall, moment.wall.advanced(by: .zero - age))
    }
}
