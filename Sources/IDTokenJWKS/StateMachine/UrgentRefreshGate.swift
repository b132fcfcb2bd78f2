/// Admits refreshes that cannot wait for the schedule (an unknown key identifier, keys whose trust has lapsed), one
/// for each cool-down.
///
/// Two states: open, and cooling down. Who asks while it cools down is not turned away but shares one attempt, planned
/// for the moment at which it opens; nothing is remembered of who asked, so a flood costs no memory.
struct UrgentRefreshGate: Sendable {
    /// From when on an attempt may start at once.
    private(set) var opensAt: Uptime
    /// When the attempt starts that was asked for while cooling down.
    private(set) var plannedAt: Uptime?

    /// An open gate.
    init(openingAt now: Uptime) {
        opensAt = now
    }

    /// Asks for an attempt. Returns whether it may start now; otherwise it is planned.
    ///
    /// - Parameter notBefore: The end of the back-off, which is kept too.
    mutating func request(at now: Uptime, notBefore: Uptime) -> Bool {
        let earliest = max(opensAt, notBefore)
        guard now < earliest else { return true }
        plannedAt = plannedAt ?? earliest
        return false
    }

    /// Starts the cool-down, after an attempt of whatever kind and outcome; what was planned has been answered by it.
    mutating func coolDown(from now: Uptime, for duration: Duration) {
        opensAt = now + duration
        plannedAt = nil
    }

    /// Notes that an attempt has started, by which the planned one is answered.
    mutating func noteStart() {
        plannedAt = nil
    }
}
