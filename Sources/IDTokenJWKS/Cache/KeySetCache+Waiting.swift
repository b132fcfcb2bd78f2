internal import IDTokenCore
internal import Synchronization

extension KeySetCache {
    /// Makes an attempt now, or joins none that began before, and waits for its end.
    ///
    /// It is not held up by a cool-down or a back-off, so it is for operators and applications, not for tokens.
    ///
    /// - Throws: ``KeySetFetchError`` if the attempt failed, or the cache was stopped.
    public func refresh() async throws(KeySetFetchError) {
        receive(.refreshRequested)
        let (attempt, isStopped) = driven.withLock { ($0.machine.requestedIdentifier, $0.isStopped) }
        guard !isStopped else { throw KeySetFetchError(.cancelled, "The cache was stopped.") }
        await waitForEnd(of: attempt)
        let (hasEnded, failure) = driven.withLock { ($0.lastEnded >= attempt, $0.machine.lastFailure) }
        guard hasEnded else { throw KeySetFetchError(.cancelled, "The refresh was given up.") }
        if let failure { throw failure }
    }

    /// What a token was judged by: another basis may give another verdict.
    struct Basis: Equatable {
        let generation: UInt64?
        let trustedUntil: Moment
    }

    /// What tokens are judged by now.
    var basis: Basis {
        published.read { keys in
            Basis(generation: keys.publication.keys?.generation, trustedUntil: keys.publication.trustedUntil)
        }
    }

    /// Waits for the attempt that is in flight or planned, if it starts before the time is over.
    ///
    /// - Parameter basis: What was judged by. An attempt may have ended since, before anybody could wait for it.
    /// - Returns: Whether judging again may come to another verdict.
    func waitForPendingRefresh(since basis: Basis, upTo duration: Duration) async -> Bool {
        let end = clock.now().uptime + duration
        typealias Awaited = (attempt: UInt64, startsAt: Uptime, hasTimer: Bool)
        let awaited: Awaited? = driven.withLock { driven in
            guard !driven.isStopped, let awaited = driven.machine.awaitedAttempt, awaited.startsAt < end else {
                return nil
            }
            return (awaited.identifier, awaited.startsAt, driven.isStarted)
        }
        guard let awaited else { return self.basis != basis }
        // Without a timer nobody else might be there to start the attempt.
        if !awaited.hasTimer { await startWhenDue(awaited.startsAt) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.waitForEnd(of: awaited.attempt) }
            group.addTask { try? await self.clock.sleep(until: end) }
            await group.next()
            group.cancelAll()
        }
        return driven.withLock { $0.lastEnded >= awaited.attempt } || self.basis != basis
    }

    /// Waits until a planned attempt is due and sees to it that it starts.
    private func startWhenDue(_ uptime: Uptime) async {
        guard clock.now().uptime < uptime else { return }
        if (try? await clock.sleep(until: uptime)) != nil { receive(.timer) }
    }

    /// Returns once an attempt has ended, the task is cancelled, the cache is stopped, or too many wait already.
    private func waitForEnd(of attempt: UInt64) async {
        guard let place = driven.withLock({ $0.waiters.reserve() }) else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = driven.withLock { driven in
                    // Cancellation marks the task before its handler runs, so none is missed.
                    if driven.lastEnded >= attempt || driven.isStopped || Task.isCancelled { return true }
                    driven.waiters.add(place, for: attempt, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            driven.withLock { $0.waiters.remove(place) }?.resume()
        }
    }

    /// What happens to the keys from now on. A listener that falls behind by more than 64 events loses the oldest.
    public var events: AsyncStream<KeySetEvent> { feed.listen() }
}

extension KeySetCache {
    /// Returns once a key set is held that is trusted, which it is at once after the first success or from a snapshot.
    ///
    /// - Parameter duration: How long to wait at most.
    /// - Throws: ``KeySetFetchError`` if there is none by then: why the last attempt failed.
    public func waitUntilReady(upTo duration: Duration) async throws(KeySetFetchError) {
        let end = clock.now().uptime + duration
        while true {
            let moment = clock.now()
            let basis = self.basis
            if case .keys = keySet(at: moment.wall) { return }
            receive(.read)
            let rest = end - moment.uptime
            guard rest > .zero, await waitForPendingRefresh(since: basis, upTo: rest) else { break }
        }
        if case .keys = keySet(at: clock.now().wall) { return }
        throw driven.withLock { $0.machine.lastFailure }
            ?? KeySetFetchError(.deadlineExceeded, "No key set came within \(duration).")
    }
}
