internal import IDTokenCore

extension KeySetCacheState {
    /// Asks for one attempt on behalf of all tokens that name a key which is not there.
    ///
    /// Nothing is kept of the token: neither its identifier nor who sent it.
    mutating func noteUnknownKey(in generation: UInt64, at moment: Moment, _ actions: inout [CacheAction]) {
        // Judged by a set that was replaced meanwhile: the new one may hold the key already.
        guard let held, held.keys.generation == generation, flight == nil else { return }
        guard gate.request(at: moment.uptime, notBefore: schedule.notBefore) else { return }
        start(at: moment, &actions)
    }

    /// Whether a token that named a key which the set of this ``JWKSet/generation`` does not hold may be presented again
    /// with some hope: an attempt is in flight or planned, or another set is held by now.
    package func isRefreshPending(for generation: UInt64) -> Bool {
        guard let held else { return flight != nil }
        return held.keys.generation != generation || flight != nil || gate.plannedAt != nil
    }

    /// The attempt that would bring an unknown key, and when it starts at the latest; `nil` if none is on its way.
    package var awaitedAttempt: (identifier: UInt64, startsAt: Uptime)? {
        if let flight { return (flight.identifier, flight.startedAt.uptime) }
        if held != nil, gate.plannedAt == nil { return nil }
        return nextAttempt.map { (lastIdentifier + 1, $0) }
    }
}
