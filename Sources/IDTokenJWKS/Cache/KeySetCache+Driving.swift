internal import IDTokenCore
internal import Synchronization

extension KeySetCache {
    /// Begins to refresh the keys in the background, at once and for as long as the cache lives. Does nothing if it was
    /// called before.
    public func start() {
        let isFirst = driven.withLock { driven in
            guard !driven.isStarted, !driven.isStopped else { return false }
            driven.isStarted = true
            return true
        }
        if isFirst { receive(.timer) }
    }

    /// Ends refreshing for good: what is held stays readable until its trust lapses, listeners and waiters are released.
    /// An attempt in flight ends by itself, at its deadline at the latest, and changes nothing any more.
    public func stop() {
        let waiters = driven.withLock { driven in
            if !driven.isStopped { published.publish(PublishedKeys(driven.machine.publication.afterStop)) }
            driven.isStopped = true
            driven.timer?.cancel()
            driven.timer = nil
            return driven.waiters.removeAll(upTo: .max)
        }
        for waiter in waiters { waiter.resume() }
        feed.finish()
    }

    /// Refreshes the keys until the task is cancelled, then stops: for structured concurrency and service groups.
    public func run() async {
        start()
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        stop()
    }

    /// What is left to do once the lock is given back.
    private typealias Rest = (actions: [CacheAction], released: [CheckedContinuation<Void, Never>])

    /// Gives the state machine an event and carries out what it answers.
    func receive(_ event: CacheEvent) {
        let moment = clock.now()
        finish(driven.withLock { advance(&$0, by: event, at: moment) })
    }

    /// Gives the state machine an event on behalf of a reader, who does not wait: whoever holds the lock is giving the
    /// machine an event already, and another reader will come.
    func receiveUnlessBusy(_ event: CacheEvent) {
        let moment = clock.now()
        guard let rest = driven.withLockIfAvailable({ advance(&$0, by: event, at: moment) }) else { return }
        finish(rest)
    }

    /// Does what must keep the order of the events, under the lock; none of it waits.
    private func advance(_ driven: inout Driven, by event: CacheEvent, at moment: Moment) -> Rest {
        guard !driven.isStopped else { return ([], []) }
        var released: [CheckedContinuation<Void, Never>] = []
        let actions = driven.machine.receive(event, at: moment, random: .random(in: 0..<1))
        for action in actions {
            switch action {
            case .publish(let publication):
                published.publish(PublishedKeys(publication))
            case .wake(let uptime):
                driven.wake = uptime
            case .release(let attempt):
                driven.lastEnded = max(driven.lastEnded, attempt)
                released += driven.waiters.removeAll(upTo: attempt)
            case .announce(let event): feed.send(event)
            case .save(let held): save(held, at: moment)
            case .remember(let held): remember(held)
            case .fetch: break
            }
        }
        setTimer(&driven)
        return (actions, released)
    }

    private func finish(_ rest: Rest) {
        for action in rest.actions {
            switch action {
            case .fetch(let order): Task.detached { await self.carryOut(order) }
            case .announce(let event): note(event)
            default: break
            }
        }
        // Last: who waited for an attempt finds it in the log.
        for waiter in rest.released { waiter.resume() }
    }

    /// Sets the timer to the time that the machine asks for, if it is not set to it already.
    private func setTimer(_ driven: inout Driven) {
        guard driven.isStarted, driven.timer == nil || driven.armed != driven.wake else { return }
        driven.timer?.cancel()
        driven.armed = driven.wake
        let (clock, wake) = (self.clock, driven.wake)
        // The timer does not keep the cache alive.
        driven.timer = Task.detached { [weak self] in
            repeat {
                guard (try? await clock.sleep(until: wake)) != nil else { return }
            } while clock.now().uptime < wake && self != nil
            self?.timerFired(wake)
        }
    }

    private func timerFired(_ wake: Uptime) {
        driven.withLock { driven in
            if driven.armed == wake { driven.timer = nil }
        }
        receive(.timer)
    }

    /// Makes an attempt and reports its end, whatever it is.
    private func carryOut(_ order: FetchOrder) async {
        let start = clock.now()
        let answer: Result<KeySetAnswer, KeySetFetchError>
        do throws(KeySetFetchError) {
            answer = .success(try await source.boundedFetch(order.request))
        } catch {
            answer = .failure(error)
        }
        let outcome = FetchOutcome(answer, to: order.request, held: order.held, configuration)
        observer.note(outcome, took: clock.now().uptime - start.uptime)
        receive(.fetchFinished(order.identifier, outcome))
        switch outcome {
        case .replaced: prewarm()
        case .failed: adoptNewerSnapshot()
        case .confirmed: break
        }
    }

    private func note(_ event: KeySetEvent) {
        observer.note(event)
        observer.record(status)
    }

    /// Has the tables of the accelerated engine built on a thread of their own.
    func prewarm() {
        guard configuration.buildsTablesAhead else { return }
        driven.withLock { $0.machine.held?.keys }?.prewarmInBackground()
    }
}
