package import IDTokenCore

/// Everything about the freshness of a key set, as a value: what happened and a time in, what to do out.
///
/// It reads no clock, draws no random number and does no I/O, so that years can be played through in a second. A cache
/// gives it every event under a lock and carries out what it answers.
///
/// What is held and what is going on are independent of each other:
///
/// | held      | meaning |
/// |-----------|---------|
/// | nothing   | no good set was ever seen: every token is `keys_unavailable` |
/// | fresh     | confirmed, and the next attempt is not due yet |
/// | stale     | the next attempt is due, in flight or failing; the set is still trusted |
/// | expired   | not confirmed for ``KeySetCacheConfiguration/maximumAge`` by either clock: not trusted any more |
///
/// | going on  | meaning |
/// |-----------|---------|
/// | idle      | ``RefreshSchedule`` says when the next attempt starts; ``UrgentRefreshGate`` may plan an earlier one |
/// | in flight | one attempt, and never two; it ends by its answer or, should that never come, by a watchdog |
package struct KeySetCacheState: Sendable {
    /// An attempt that was started and has not ended.
    struct Flight: Sendable {
        let identifier: UInt64
        let startedAt: Moment
        /// The generation of the set that is confirmed by "not modified".
        let heldGeneration: UInt64?
    }

    /// How long past its deadline an attempt is believed to be in flight. The shell ends it in time; this is for the day
    /// it does not, so that a lost answer cannot end all refreshing.
    static let watchdogGrace: Duration = .seconds(5)

    /// How seldom an unchanged set is saved again: a file is asked for every few seconds, and a snapshot that says five
    /// minutes less than it could is as good.
    static let saveInterval: Duration = .seconds(5 * 60)

    package let configuration: KeySetCacheConfiguration
    /// The last good set.
    package internal(set) var held: HeldKeySet?
    /// The attempt in flight.
    var flight: Flight?
    var schedule: RefreshSchedule
    var gate: UrgentRefreshGate
    /// The last attempt that was started.
    var lastIdentifier: UInt64 = 0
    /// Whether an attempt was asked for by name while another one was in flight: it could not know what is known now.
    var isRepeatWanted = false
    /// Why the last attempt failed, until one succeeds.
    package internal(set) var lastFailure: KeySetFetchError?
    /// When the last attempt ended, by the wall clock.
    package internal(set) var lastAttemptEnded: NumericDate?
    /// When the set was last to be saved.
    var lastSave: Uptime?
    var clocks: ClockComparison
    private var isExpiryAnnounced = false
    private var published: Publication?
    private var wake: Uptime?

    /// The state of a cache that holds nothing and whose first attempt is due.
    package init(_ configuration: KeySetCacheConfiguration, at moment: Moment) {
        self.configuration = configuration
        schedule = RefreshSchedule(startingAt: moment.uptime)
        gate = UrgentRefreshGate(openingAt: moment.uptime)
        clocks = ClockComparison(moment)
    }

    /// Takes an event, and answers what to do, in this order.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - moment: When it happened.
    ///   - random: A number from 0 up to 1 for the jitter.
    package mutating func receive(_ event: CacheEvent, at moment: Moment, random: Double) -> [CacheAction] {
        var actions: [CacheAction] = []
        noteClocks(moment, &actions)
        switch event {
        case .read, .timer: break
        case .unknownKey(let generation): noteUnknownKey(in: generation, at: moment, &actions)
        case .refreshRequested: noteRequest(at: moment, &actions)
        case .fetchFinished(let identifier, let outcome):
            noteEnd(of: identifier, outcome, at: moment, random: random, &actions)
        case .restored(let content, let generation, let confirmedAt, let firstSeenAt):
            noteRestored(content, generation, confirmedAt: confirmedAt, firstSeenAt: firstSeenAt, at: moment, &actions)
        case .saved(let generation): noteSaved(generation)
        }
        endOverdueFlight(at: moment, random: random, &actions)
        startWhatIsDue(at: moment, &actions)
        announceTrust(at: moment, &actions)
        publish(&actions)
        planWake(&actions)
        return actions
    }

    /// Notes a step of the wall clock. Ages are kept by the clock that says the older one, so that a clock set back does
    /// not prolong trust, and one set forward ends it until the next refresh.
    private mutating func noteClocks(_ moment: Moment, _ actions: inout [CacheAction]) {
        if let step = clocks.step(to: moment) { actions.append(.announce(.wallClockStepped(by: step))) }
        held?.alignWall(to: moment)
    }

    /// Announces the end of trust and its return, once each.
    private mutating func announceTrust(at moment: Moment, _ actions: inout [CacheAction]) {
        guard let held else { return }
        let isExpired = !held.isTrusted(at: moment, configuration)
        guard isExpired != isExpiryAnnounced else { return }
        isExpiryAnnounced = isExpired
        actions.append(.announce(isExpired ? .trustLapsed : .trustRestored))
    }

    /// Lets readers see the state, if they would notice a difference.
    private mutating func publish(_ actions: inout [CacheAction]) {
        let publication = self.publication
        if let published, published.isSame(as: publication) { return }
        published = publication
        actions.append(.publish(publication))
    }

    /// What readers need to know.
    package var publication: Publication {
        let next = nextAttempt ?? .never
        return Publication(
            keys: held?.keys,
            trustedUntil: held?.trustedUntil(configuration) ?? .longAgo,
            // A flight is looked after by its end; its watchdog is what a reader can help with.
            knockFrom: flight.map { watchdog(of: $0) } ?? next,
            nextAttempt: flight?.startedAt.uptime ?? next,
            isRefreshPending: flight != nil || gate.plannedAt != nil
        )
    }

    /// Asks to be woken for whatever comes first: the next attempt, the watchdog, the end of trust.
    private mutating func planWake(_ actions: inout [CacheAction]) {
        var times = [flight.map { watchdog(of: $0) } ?? nextAttempt ?? .never]
        if let held, !isExpiryAnnounced { times.append(held.trustedUntil(configuration).uptime) }
        let next = times.min() ?? .never
        guard next != wake else { return }
        wake = next
        actions.append(.wake(at: next))
    }

    /// When the next attempt starts by itself, while none is in flight.
    var nextAttempt: Uptime? {
        flight == nil ? min(schedule.due, gate.plannedAt ?? .never) : nil
    }

    func watchdog(of flight: Flight) -> Uptime {
        flight.startedAt.uptime + configuration.limits.deadline + Self.watchdogGrace
    }
}
