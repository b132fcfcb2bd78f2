public import IDTokenCore
public import Logging
internal import Synchronization

/// The key set of one issuer, kept fresh in the background and read without waiting.
///
/// Reading takes some nanoseconds, takes no lock and does no I/O, whatever the endpoint does. A set is asked for ahead of
/// need and at most one attempt is in flight; the last good set stays through failures, until it was not confirmed for
/// ``KeySetCacheConfiguration/maximumAge``, and then no token is believed.
///
/// ```swift
/// let cache = try KeySetCache(source: HTTPKeySetSource("https://api.line.me/oauth2/v2.1/certs"))
/// cache.start()
/// let validator = try IDTokenValidator(policy: policy, keyProvider: cache)
/// ```
///
/// A cache that was not started still asks for keys when a reader finds that it is time to.
public final class KeySetCache: KeySetProvider, Sendable {
    /// The issuer whose keys these are, for logs, metrics and the disk snapshot.
    public let issuer: String
    /// Where the keys come from.
    public let source: any KeySetSource
    /// When keys are asked for and how long they are believed.
    public let configuration: KeySetCacheConfiguration

    /// Why the disk snapshot was not used at the start, or `nil` if it was used or none was given.
    public let snapshotRefusal: KeySetSnapshotRefusal?

    /// The longest time, in seconds, after which callers are told to come again: a cache that was stopped has no next
    /// attempt.
    static let longestRetryAfter = 3600

    let clock: any KeySetClock
    let disk: KeySetDisk?
    let feed = ChangeFeed()
    let observer: KeySetObserver
    let published: PublishedCell<PublishedKeys>
    let driven: Mutex<Driven>
    /// How many tokens with an unknown key caused no attempt of their own.
    let suppressedUnknownKeys = Atomic<Int>(0)
    /// Before this uptime no reader reports again that something is overdue.
    let nextKnock = Atomic<Int64>(.min)

    /// What is changed under the lock.
    struct Driven {
        var machine: KeySetCacheState
        var waiters = RefreshWaiters()
        /// The last attempt that has ended.
        var lastEnded: UInt64 = 0
        var timer: Task<Void, Never>?
        /// When the machine wants to be woken.
        var wake: Uptime = .never
        /// When the timer wakes it.
        var armed: Uptime = .never
        var isStarted = false
        var isStopped = false
    }

    /// Makes a cache. With a snapshot it holds the keys of the last run at once; reading the file takes about a
    /// millisecond. Nothing is fetched before ``start()`` or the first reading.
    ///
    /// - Parameters:
    ///   - source: Where the keys come from.
    ///   - issuer: The issuer; the source's name unless given.
    ///   - configuration: When to ask and how long to believe.
    ///   - snapshotPath: A file that keeps the last good set; see ``KeySetSnapshotFile``.
    ///   - history: What remembers earlier sets; see ``KeySetHistory``.
    ///   - logger: Where to log. No token and no body is ever logged.
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the configuration contradicts itself.
    public convenience init(
        source: some KeySetSource,
        issuer: String? = nil,
        configuration: KeySetCacheConfiguration = KeySetCacheConfiguration(),
        snapshotPath: String? = nil,
        history: KeySetHistory? = nil,
        logger: Logger? = nil
    ) throws(IDTokenError) {
        try self.init(
            source: source,
            issuer: issuer,
            configuration: configuration,
            snapshotPath: snapshotPath,
            history: history,
            logger: logger,
            clock: SystemKeySetClock()
        )
    }

    package init(
        source: some KeySetSource,
        issuer: String? = nil,
        configuration: KeySetCacheConfiguration = KeySetCacheConfiguration(),
        snapshotPath: String? = nil,
        history: KeySetHistory? = nil,
        logger: Logger? = nil,
        clock: some KeySetClock
    ) throws(IDTokenError) {
        try configuration.check()
        let issuer = issuer ?? source.name
        self.source = source
        self.issuer = issuer
        self.configuration = configuration
        self.clock = clock
        observer = KeySetObserver(issuer: issuer, source: source.name, logger: logger)
        let file = snapshotPath.map { path in
            KeySetSnapshotFile(
                path: path,
                issuer: issuer,
                source: source.name,
                maximumBytes: configuration.limits.maximumBytes
            )
        }
        disk = file == nil && history == nil ? nil : KeySetDisk(snapshot: file, history: history)
        let moment = clock.now()
        var machine = KeySetCacheState(configuration, at: moment)
        let (event, refusal) = Self.restore(file, at: moment.wall, configuration)
        snapshotRefusal = refusal
        var news: [KeySetEvent] = []
        if let event {
            for case .announce(let event) in machine.restore(event, at: moment) { news.append(event) }
        }
        if let refusal, refusal != .missing { news.append(.snapshotRefused(refusal)) }
        published = PublishedCell(PublishedKeys(machine.publication))
        driven = Mutex(Driven(machine: machine))
        for event in news { observer.note(event) }
        if event != nil, let held = machine.held {
            remember(held)
            prewarm()
        }
    }

    deinit {
        stop()
    }

    /// The key set to judge by, or that there is none which is trusted. Takes some nanoseconds, never waits.
    ///
    /// - Parameter now: The time of judging. A set is trusted if neither this time nor the cache's own clock finds it too
    ///   old; so a clock that was set back does not prolong trust.
    public func keySet(at now: NumericDate) -> KeySetReading {
        let uptime = clock.readerUptime()
        let (reading, isTrusted, isOverdue) = published.read { keys in
            (
                keys.reading,
                uptime < keys.trustedUntilUptime && now < keys.trustedUntilWall,
                uptime >= keys.knockFrom
            )
        }
        if isTrusted, !isOverdue { return reading }
        return readingAfterKnock(reading, isTrusted: isTrusted, at: uptime)
    }

    /// Told by a validator that a token named a key which is not held; answers whether to try again makes sense.
    ///
    /// The first such token asks for one attempt, or for one to be planned at the end of the cool-down; all others
    /// until then share it, and nothing is remembered of them.
    public func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool {
        if let answer = knownAnswer(for: generation) { return answer }
        receive(.unknownKey(in: generation))
        return driven.withLock { !$0.isStopped && $0.machine.isRefreshPending(for: generation) }
    }

    /// The answer that needs no lock, if there is one.
    private func knownAnswer(for generation: UInt64) -> Bool? {
        let (held, isPending) = published.read { ($0.publication.keys?.generation, $0.publication.isRefreshPending) }
        guard held == generation else { return true }
        guard isPending else { return nil }
        suppressedUnknownKeys.wrappingAdd(1, ordering: .relaxed)
        observer.noteSuppressedUnknownKey()
        return true
    }

    /// Reports that an attempt is overdue or that trust has lapsed: one reader in a tenth of a second does, if the lock is
    /// free; nobody waits for it.
    @inline(never)
    private func readingAfterKnock(_ reading: KeySetReading, isTrusted: Bool, at uptime: Uptime) -> KeySetReading {
        let limit = nextKnock.load(ordering: .relaxed)
        let next = (uptime + .milliseconds(100)).nanoseconds
        if uptime.nanoseconds >= limit,
            nextKnock.compareExchange(expected: limit, desired: next, ordering: .relaxed).exchanged
        {
            receiveUnlessBusy(.read)
        }
        if isTrusted { return reading }
        let nextAttempt = published.read { $0.publication.nextAttempt }
        let wait = min((nextAttempt - uptime).secondsRoundedUp, Self.longestRetryAfter)
        return .unavailable(retryAfterSeconds: max(1, wait))
    }
}
