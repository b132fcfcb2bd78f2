internal import IDTokenCore

extension KeySetCacheState {
    /// Starts an attempt whose time has come, by the schedule or by a plan, or because nothing that is held is trusted.
    mutating func startWhatIsDue(at moment: Moment, _ actions: inout [CacheAction]) {
        guard flight == nil else { return }
        if let nextAttempt, moment.uptime >= nextAttempt {
            start(at: moment, &actions)
        } else if let held, !held.isTrusted(at: moment, configuration),
            gate.request(at: moment.uptime, notBefore: schedule.notBefore)
        {
            start(at: moment, &actions)
        }
    }

    /// Starts an attempt by name: at once, or again after the one in flight.
    mutating func noteRequest(at moment: Moment, _ actions: inout [CacheAction]) {
        if flight == nil { start(at: moment, &actions) } else { isRepeatWanted = true }
    }

    /// Which attempt answers one who asked by name just now.
    package var requestedIdentifier: UInt64 { lastIdentifier + (isRepeatWanted ? 1 : 0) }

    /// Starts an attempt. The caller has made sure that none is in flight.
    mutating func start(at moment: Moment, _ actions: inout [CacheAction]) {
        lastIdentifier += 1
        flight = Flight(identifier: lastIdentifier, startedAt: moment, heldGeneration: held?.keys.generation)
        gate.noteStart()
        let request = KeySetRequest(version: held?.content.freshness.version, limits: configuration.limits)
        actions.append(.fetch(FetchOrder(identifier: lastIdentifier, request: request, held: held)))
    }

    /// Takes the end of an attempt. The flight is over whatever came of it, and so the cool-down begins.
    mutating func noteEnd(
        of identifier: UInt64,
        _ outcome: FetchOutcome,
        at moment: Moment,
        random: Double,
        _ actions: inout [CacheAction]
    ) {
        // The late answer to an attempt that the watchdog has ended says nothing any more.
        guard let flight, flight.identifier == identifier else { return }
        self.flight = nil
        lastAttemptEnded = moment.wall
        gate.coolDown(from: moment.uptime, for: configuration.unknownKeyCooldown)
        switch outcome {
        case .replaced(let content): take(content, of: flight, at: moment, random: random, &actions)
        case .confirmed(let freshness): confirm(freshness, of: flight, at: moment, random: random, &actions)
        case .failed(let error): fail(error, at: moment, random: random, &actions)
        }
        actions.append(.release(identifier))
        if isRepeatWanted {
            isRepeatWanted = false
            start(at: moment, &actions)
        }
    }

    /// Ends an attempt of which nothing was heard for far too long.
    mutating func endOverdueFlight(at moment: Moment, random: Double, _ actions: inout [CacheAction]) {
        guard let flight, moment.uptime >= watchdog(of: flight) else { return }
        let outcome = FetchOutcome.failed(.deadlineExceeded(configuration.limits))
        noteEnd(of: flight.identifier, outcome, at: moment, random: random, &actions)
    }

    /// Puts a good set in the place of the held one.
    private mutating func take(
        _ content: FetchedKeySet,
        of flight: Flight,
        at moment: Moment,
        random: Double,
        _ actions: inout [CacheAction]
    ) {
        // A source that claims to answer from the future does not prolong trust.
        let confirmedAt = flight.startedAt + (.zero - max(content.freshness.age, .zero))
        // A cache on the way may answer with what was published before the set that is held: with keys removed since.
        let isOlder = held.map { confirmedAt.uptime < $0.confirmedAt.uptime } ?? false
        guard !isOlder, content.freshness.age < configuration.maximumAge else {
            return fail(
                KeySetFetchError(.staleAnswer, "The answer is \(content.freshness.age) old, older than what is held."),
                at: moment,
                random: random,
                &actions
            )
        }
        replaceHeld(
            HeldKeySet(
                content: content,
                generation: (held?.generation ?? 0) + 1,
                confirmedAt: confirmedAt,
                changedAt: moment.wall
            ),
            &actions
        )
        succeed(content.freshness, isChanged: true, at: moment, random: random, &actions)
    }

    /// Renews the trust in the held set.
    private mutating func confirm(
        _ freshness: KeySetFreshness,
        of flight: Flight,
        at moment: Moment,
        random: Double,
        _ actions: inout [CacheAction]
    ) {
        guard var held, held.keys.generation == flight.heldGeneration else {
            return fail(
                KeySetFetchError(.notModifiedWithoutSet, "What was found unchanged is not held any more."),
                at: moment,
                random: random,
                &actions
            )
        }
        let confirmedAt = flight.startedAt + (.zero - max(freshness.age, .zero))
        if confirmedAt.uptime > held.confirmedAt.uptime { held.confirmedAt = confirmedAt }
        // RFC 9111 §4.3.4: what "not modified" does not repeat stays.
        let version = freshness.version ?? held.content.freshness.version
        held.content.freshness = freshness
        held.content.freshness.version = version
        self.held = held
        actions.append(.announce(.keysConfirmed(generation: held.generation)))
        succeed(freshness, isChanged: false, at: moment, random: random, &actions)
    }

    private mutating func succeed(
        _ freshness: KeySetFreshness,
        isChanged: Bool,
        at moment: Moment,
        random: Double,
        _ actions: inout [CacheAction]
    ) {
        lastFailure = nil
        schedule.noteSuccess(freshness, at: moment.uptime, random: random, configuration)
        guard let held, isChanged || lastSave.map({ moment.uptime - $0 >= Self.saveInterval }) ?? true else { return }
        lastSave = moment.uptime
        actions.append(.save(held))
    }

    /// Keeps what is held, and tries again later.
    private mutating func fail(
        _ error: KeySetFetchError,
        at moment: Moment,
        random: Double,
        _ actions: inout [CacheAction]
    ) {
        lastFailure = error
        schedule.noteFailure(error, at: moment.uptime, random: random, configuration)
        let event = KeySetEvent.refreshFailed(
            error,
            consecutiveFailures: schedule.consecutiveFailures,
            nextAttemptIn: schedule.due - moment.uptime
        )
        actions.append(.announce(event))
    }

    /// Holds another set, and tells what that changes.
    mutating func replaceHeld(_ new: HeldKeySet, _ actions: inout [CacheAction]) {
        let difference = KeySetDifference(from: held?.keys, to: new.keys)
        held = new
        actions.append(.announce(.keysChanged(difference, generation: new.generation)))
        for key in difference.replaced {
            guard let identifier = key.keyIdentifier else { continue }
            actions.append(.announce(.keyMaterialChanged(keyIdentifier: identifier)))
        }
        for key in new.keys.keys where key.unusability == .notPinned {
            actions.append(.announce(.unpinnedKeyRefused(keyIdentifier: key.keyIdentifier)))
        }
    }
}
