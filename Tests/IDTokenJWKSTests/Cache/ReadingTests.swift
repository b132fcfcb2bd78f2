import IDTokenCore
import IDTokenTesting
import Synchronization
import Testing

@testable import IDTokenJWKS

/// What a reader may rely on, and what one who waits.
@Suite struct ReadingTests {
    @Test func `A reader does not wait for the lock, even when it finds that an attempt is overdue`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 661)
        let (cache, now) = (fixture.cache, fixture.now)
        cache.driven.withLock { _ in
            guard case .keys = cache.keySet(at: now) else {
                Issue.record("There are no keys.")
                return
            }
        }
        #expect(fixture.source.requests.count == 1)
        fixture.clock.advance(by: 1)
        _ = cache.keySet(at: fixture.now)
        #expect(await eventually { fixture.source.requests.count == 2 })
    }

    @Test func `A wall clock set forward ends trust until the next answer, and one set back changes nothing`()
        async throws
    {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        fixture.clock.setWall(offset: 200_000)
        #expect(fixture.code(fixture.token(by: 0)) == .keysUnavailable)
        #expect(await eventually { fixture.source.requests.count == 2 })
        fixture.source.release()
        #expect(await eventually { fixture.code(fixture.token(by: 0)) == nil })
        fixture.clock.setWall(offset: 0)
        #expect(fixture.code(fixture.token(by: 0)) == nil)
        fixture.source.fail()
        fixture.clock.advance(by: 86400)
        #expect(fixture.code(fixture.token(by: 0)) == .keysUnavailable)
    }

    @Test func `A cache that was stopped in the middle of an attempt promises no refresh`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let (token, now) = (fixture.token(by: 1), fixture.now)
        let before = #expect(throws: IDTokenError.self) { try fixture.live.validate(token, at: now) }
        #expect(before?.isRefreshPending == true)
        fixture.cache.stop()
        let after = #expect(throws: IDTokenError.self) { try fixture.live.validate(token, at: now) }
        #expect(after?.code == .unknownKey)
        #expect(after?.isRefreshPending == false)
        fixture.source.release()
        fixture.clock.advance(by: 90_000)
        let late = #expect(throws: IDTokenError.self) { try fixture.live.validate(token, at: fixture.now) }
        #expect(late?.code == .keysUnavailable)
        #expect(late?.retryAfterSeconds == 3600)
    }

    @Test func `Who waits for a planned attempt gets it though the cache was never started`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.source.answer([0, 1])
        let (token, now, live) = (fixture.token(by: 1), fixture.now, fixture.live)
        let task = Task { try await live.validate(token, at: now, waitingUpTo: .seconds(60)).keyIdentifier }
        #expect(await eventually { fixture.clock.sleeperCount == 1 })
        #expect(fixture.source.requests.count == 1)
        fixture.clock.advance(by: 30)
        #expect(try await task.value == TestKeySets.key(1).keyIdentifier)
        #expect(fixture.source.requests.count == 2)
    }

    @Test func `Who comes to wait when the attempt has already ended is not turned away`() async throws {
        let fixture = try await LiveFixture.ready()
        let cache = fixture.cache
        let before = cache.basis
        #expect(await cache.waitForPendingRefresh(since: before, upTo: .seconds(5)) == false)
        fixture.source.answer([0, 1])
        try await cache.refresh()
        #expect(await cache.waitForPendingRefresh(since: before, upTo: .seconds(5)))
        let changed = cache.basis
        fixture.clock.advance(by: 600)
        try await cache.refresh()
        #expect(await cache.waitForPendingRefresh(since: changed, upTo: .seconds(5)))
        #expect(await cache.waitForPendingRefresh(since: cache.basis, upTo: .seconds(5)) == false)
        #expect(fixture.clock.sleeperCount == 0)
    }

    @Test func `Who waits for the first keys sees the attempts after a failed one, though the cache was never started`()
        async throws
    {
        let fixture = try LiveFixture()
        fixture.source.fail()
        let (cache, clock) = (fixture.cache, fixture.clock)
        let task = Task { try await cache.waitUntilReady(upTo: .seconds(60)) }
        #expect(await eventually { cache.status.consecutiveFailures == 1 && clock.sleeperCount == 1 })
        fixture.source.answer([0])
        clock.advance(by: 2)
        try await task.value
        #expect(cache.status.isReady)
    }

    @Test func `One more than may wait is answered at once`() async throws {
        let fixture = try await LiveFixture.ready()
        let most = 3
        fixture.cache.driven.withLock { $0.waiters.maximumCount = most }
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let (token, now, live) = (fixture.token(by: 1), fixture.now, fixture.live)
        func waitingCount() -> Int { fixture.cache.driven.withLock { $0.waiters.count } }
        let waiting = (0..<most).map { _ in
            Task { try await live.validate(token, at: now, waitingUpTo: .seconds(1000)) }
        }
        #expect(await eventually { waitingCount() == most })
        let error = await #expect(throws: IDTokenError.self) {
            try await live.validate(token, at: now, waitingUpTo: .seconds(1000))
        }
        #expect(error?.isRefreshPending == true)
        fixture.source.answer([0, 1])
        fixture.source.release()
        for task in waiting { _ = try await task.value }
        #expect(waitingCount() == 0)
        #expect(await eventually { fixture.clock.sleeperCount == 0 })
    }

    @Test func `A listener that falls behind loses the oldest events and holds up nobody`() async throws {
        let fixture = try await LiveFixture.ready()
        let events = fixture.cache.events
        for number in 1...(ChangeFeed.bufferedEvents + 10) {
            fixture.source.answer([number % 30])
            try await fixture.cache.refresh()
        }
        fixture.cache.stop()
        var generations: [UInt64] = []
        for await case .keysChanged(_, let generation) in events { generations.append(generation) }
        let last = UInt64(ChangeFeed.bufferedEvents + 11)
        #expect(generations == Array((last - UInt64(ChangeFeed.bufferedEvents) + 1)...last))
    }

    @Test func `A listener that goes is forgotten`() async throws {
        let fixture = try await LiveFixture.ready()
        do { _ = fixture.cache.events }
        #expect(fixture.cache.feed.listenerCount == 0)
        let task = Task { for await _ in fixture.cache.events {} }
        #expect(await eventually { fixture.cache.feed.listenerCount == 1 })
        task.cancel()
        #expect(await eventually { fixture.cache.feed.listenerCount == 0 })
    }
}
