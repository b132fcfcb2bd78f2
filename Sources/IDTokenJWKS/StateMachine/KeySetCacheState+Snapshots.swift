internal import IDTokenCore

extension KeySetCacheState {
    /// Takes the set of the last run before anything else happens. No attempt is started yet.
    package mutating func restore(_ event: CacheEvent, at moment: Moment) -> [CacheAction] {
        var actions: [CacheAction] = []
        if case .restored(let content, let generation, let confirmedAt, let firstSeenAt) = event {
            noteRestored(content, generation, confirmedAt: confirmedAt, firstSeenAt: firstSeenAt, at: moment, &actions)
        }
        return actions
    }

    /// Takes a set that was read from a disk snapshot: at the start, or because another process has fetched since.
    ///
    /// It is refused where it is older than what is held, so that an old file never brings back a removed key.
    mutating func noteRestored(
        _ content: FetchedKeySet,
        _ generation: UInt64,
        confirmedAt: NumericDate,
        firstSeenAt: NumericDate,
        at moment: Moment,
        _ actions: inout [CacheAction]
    ) {
        let age = max(moment.wall.duration(since: confirmedAt), .zero)
        let anchor = moment + (.zero - age)
        if let held {
            guard generation >= held.generation, anchor.uptime > held.confirmedAt.uptime else { return }
            if held.content.body == content.body {
                self.held?.confirmedAt = anchor
                self.held?.generation = generation
                return
            }
        }
        let restored = HeldKeySet(
            content: content,
            generation: generation,
            confirmedAt: anchor,
            changedAt: min(firstSeenAt, confirmedAt)
        )
        guard restored.isTrusted(at: moment, configuration) else { return }
        replaceHeld(restored, &actions)
        actions.append(.announce(.snapshotRestored(generation: generation, age: age)))
        actions.append(.remember(restored))
        // The keys are asked for soon, but not again and again by a process that keeps being restarted.
        schedule.reschedule(at: max(moment.uptime, anchor.uptime + configuration.refreshFloor))
    }

    /// Goes on from the generation that is on disk.
    mutating func noteSaved(_ generation: UInt64) {
        guard let held, generation > held.generation else { return }
        self.held?.generation = generation
    }
}
