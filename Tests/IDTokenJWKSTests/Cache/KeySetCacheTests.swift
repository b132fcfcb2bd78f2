import IDTokenCore
import IDTokenTesting
import Synchronization
import Testing

@testable import IDTokenJWKS

/// The shell around the state machine: readers, waiters, listeners.
@Suite struct KeySetCacheTests {
    @Test func `Before the first set every token is keys_unavailable and the first reader starts an attempt`()
        async throws
    {
        let fixture = try LiveFixture()
        fixture.source.hold()
        let error = #expect(throws: IDTokenError.self) {
            try fixture.live.validate(fixture.token(by: 0), at: fixture.now)
        }
        #expect(error?.code == .keysUnavailable)
        #expect(error?.retryAfterSeconds == 1)
        #expect(await eventually { fixture.source.requests.count == 1 })
        fixture.source.release()
        #expect(await eventually { fixture.cache.status.isReady })
        #expect(fixture.code(fixture.token(by: 0)) == nil)
    }

    @Test func `While nothing comes retry-after tells when the next attempt is made`() async throws {
        let fixture = try LiveFixture()
        fixture.source.fail(KeySetFetchError(.unexpectedStatus, "503", status: 503, retryAfter: .seconds(120)))
        await #expect(throws: KeySetFetchError.self) { try await fixture.cache.refresh() }
        let error = #expect(throws: IDTokenError.self) {
            try fixture.live.validate(fixture.token(by: 0), at: fixture.now)
        }
        #expect(error?.code == .keysUnavailable)
        #expect((120...132).contains(error?.retryAfterSeconds ?? 0))
    }

    @Test func `A started cache refreshes by itself`() async throws {
        let fixture = try LiveFixture()
        fixture.cache.start()
        try await fixture.cache.waitUntilReady(upTo: .seconds(1))
        fixture.source.answer([0, 1])
        for _ in 0..<2 {
            #expect(await eventually { fixture.clock.sleeperCount == 1 })
            fixture.clock.advance(by: 330)
        }
        #expect(await eventually { fixture.code(fixture.token(by: 1)) == nil })
    }

    @Test func `A cache that was not started is refreshed by its readers`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.source.answer([1])
        fixture.clock.advance(by: 661)
        _ = fixture.cache.keySet(at: fixture.now)
        #expect(await eventually { fixture.code(fixture.token(by: 1)) == nil })
        #expect(fixture.code(fixture.token(by: 0)) == .unknownKey)
    }

    @Test func `A token of a key that was just published is believed after one refresh`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.answer([0, 1])
        let token = fixture.token(by: 1)
        let validated = try await fixture.live.validate(token, at: fixture.now, waitingUpTo: .seconds(5))
        #expect(validated.keyIdentifier == TestKeySets.key(1).keyIdentifier)
        #expect(fixture.source.requests.count == 2)
    }

    @Test func `The synchronous judgement says that a refresh is pending`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let token = fixture.token(by: 1)
        let error = #expect(throws: IDTokenError.self) { try fixture.live.validate(token, at: fixture.now) }
        #expect(error?.code == .unknownKey)
        #expect(error?.isRefreshPending == true)
        fixture.source.release()
    }

    @Test func `Hundreds who wait share one attempt`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        fixture.source.answer([0, 1])
        let (token, now, live) = (fixture.token(by: 1), fixture.now, fixture.live)
        let tasks = (0..<300).map { _ in
            Task { try await live.validate(token, at: now, waitingUpTo: .seconds(5)).subject }
        }
        #expect(await eventually { fixture.source.requests.count == 2 })
        fixture.source.release()
        for task in tasks { #expect(try await task.value == TestIssuer.defaultSubject) }
        #expect(fixture.source.requests.count == 2)
    }

    @Test func `Nobody waits for a refresh that comes later than the deadline`() async throws {
        let fixture = try await LiveFixture.ready()
        let (token, now) = (fixture.token(by: 1), fixture.now)
        await #expect(throws: IDTokenError.self) {
            try await fixture.live.validate(token, at: now, waitingUpTo: .seconds(5))
        }
        #expect(fixture.source.requests.count == 1)
        #expect(fixture.clock.sleeperCount == 0)
    }

    @Test func `Who waits gives up at the deadline`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let (token, now, live, clock) = (fixture.token(by: 1), fixture.now, fixture.live, fixture.clock)
        let task = Task { try await live.validate(token, at: now, waitingUpTo: .seconds(2)) }
        #expect(await eventually { clock.sleeperCount == 1 })
        clock.advance(by: 2)
        let error = await #expect(throws: IDTokenError.self) { try await task.value }
        #expect(error?.code == .unknownKey)
        fixture.source.release()
    }

    @Test func `Who is cancelled does not wait`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let (token, now, live) = (fixture.token(by: 1), fixture.now, fixture.live)
        let task = Task { try await live.validate(token, at: now, waitingUpTo: .seconds(1000)) }
        #expect(await eventually { fixture.source.requests.count == 2 })
        task.cancel()
        await #expect(throws: IDTokenError.self) { try await task.value }
        fixture.source.release()
    }

    @Test func `A stopped cache releases who waits and asks for nothing more`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let (token, now, live) = (fixture.token(by: 1), fixture.now, fixture.live)
        let task = Task { try await live.validate(token, at: now, waitingUpTo: .seconds(1000)) }
        #expect(await eventually { fixture.source.requests.count == 2 })
        fixture.cache.stop()
        await #expect(throws: IDTokenError.self) { try await task.value }
        fixture.source.release()
        fixture.clock.advance(by: 10_000)
        #expect(fixture.code(fixture.token(by: 0)) == nil)
        #expect(fixture.source.requests.count == 2)
        await #expect(throws: KeySetFetchError.self) { try await fixture.cache.refresh() }
    }

    @Test func `A stopped cache says so to who asks for a refresh`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.cache.stop()
        await #expect(throws: KeySetFetchError(.cancelled, "")) { try await fixture.cache.refresh() }
        #expect(fixture.source.requests.count == 1)
    }

    @Test func `A million made-up key identifiers from all sides cost one attempt and no memory`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let (cache, now) = (fixture.cache, fixture.now)
        guard case .keys(let set) = cache.keySet(at: now) else {
            Issue.record("There are no keys.")
            return
        }
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { (0..<250_000).count { _ in !cache.unknownKey(in: set.generation, at: now) } }
            }
            for await notPending in group { #expect(notPending == 0) }
        }
        #expect(await eventually { fixture.source.requests.count == 2 })
        #expect(cache.status.suppressedUnknownKeys >= 999_900)
        #expect(cache.published.retiredCount <= 1)
        fixture.source.release()
    }

    @Test func `Flooding tokens are refused and good tokens do not notice`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.clock.advance(by: 31)
        fixture.source.hold()
        let good = fixture.token(by: 0)
        for number in 1..<30 {
            #expect(fixture.code(fixture.token(by: number)) == .unknownKey)
            #expect(fixture.code(good) == nil)
        }
        #expect(await eventually { fixture.source.requests.count == 2 })
        fixture.source.release()
    }

    @Test func `Trust that has lapsed refuses good tokens until it is restored`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.source.fail()
        fixture.clock.advance(by: 86399)
        #expect(fixture.code(fixture.token(by: 0)) == nil)
        fixture.clock.advance(by: 1)
        #expect(fixture.code(fixture.token(by: 0)) == .keysUnavailable)
        #expect(fixture.cache.status.phase == .expired)
        fixture.source.answer([0])
        try await fixture.cache.refresh()
        #expect(fixture.code(fixture.token(by: 0)) == nil)
    }

    @Test func `A wall clock set back does not revive lapsed keys`() async throws {
        let fixture = try await LiveFixture.ready()
        fixture.source.fail()
        fixture.clock.advance(by: 86400)
        fixture.clock.setWall(offset: -86400)
        #expect(fixture.code(fixture.token(by: 0)) == .keysUnavailable)
    }

    @Test func `A key that was removed is unknown after the refresh, one that was replaced does not verify`()
        async throws
    {
        let fixture = try await LiveFixture.ready([0, 1])
        let old = fixture.token(by: 0)
        fixture.source.answer([1])
        try await fixture.cache.refresh()
        #expect(fixture.code(old) == .unknownKey)
        let forged = TestKeySets.key(2).named(TestKeySets.key(1).keyIdentifier)
        #expect(fixture.code(fixture.issuer.token(at: fixture.now.seconds, by: forged)) == .invalidSignature)
    }

    @Test func `A rotation in the middle of a batch does not divide it`() async throws {
        let fixture = try await LiveFixture.ready([0])
        let batch = TokenBatch(Array(repeating: fixture.token(by: 0), count: 200))
        let content = try TestKeySets.content([1])
        fixture.source.hold()
        let cache = fixture.cache
        let hasRotated = Atomic(false)
        let results = fixture.live.validator.validateBatch(
            batch,
            at: fixture.now,
            options: BatchOptions(shouldStop: {
                if !hasRotated.exchange(true, ordering: .relaxed) {
                    cache.receive(.refreshRequested)
                    let attempt = cache.driven.withLock { $0.machine.requestedIdentifier }
                    cache.receive(.fetchFinished(attempt, .replaced(content)))
                }
                return false
            })
        )
        let wasRotated = hasRotated.load(ordering: .relaxed)
        #expect(wasRotated)
        #expect(results.validCount == 200)
        fixture.source.release()
        #expect(fixture.code(fixture.token(by: 0)) == .unknownKey)
    }

    @Test func `A batch with unknown keys is judged again by the refreshed set`() async throws {
        let fixture = try await LiveFixture.ready([0])
        fixture.clock.advance(by: 31)
        fixture.source.answer([0, 1])
        let batch = TokenBatch([fixture.token(by: 0), fixture.token(by: 1), fixture.token(by: 2)])
        let results = await fixture.live.validateBatch(batch, at: fixture.now, waitingUpTo: .seconds(5))
        #expect(results.verdicts.map(\.code) == [nil, nil, .unknownKey])
        #expect(fixture.source.requests.count == 2)
    }

    @Test func `Listeners hear what happens, and the end`() async throws {
        let fixture = try LiveFixture()
        let events = fixture.cache.events
        try await fixture.cache.refresh()
        fixture.source.fail()
        await #expect(throws: KeySetFetchError.self) { try await fixture.cache.refresh() }
        fixture.cache.stop()
        var heard: [String] = []
        for await event in events {
            switch event {
            case .keysChanged(let difference, let generation):
                heard.append("\(difference.added.count) in \(generation)")
            case .refreshFailed(let error, let failures, _): heard.append("\(error.code) \(failures)")
            default: heard.append("other")
            }
        }
        #expect(heard == ["1 in 1", "unexpected_status 1"])
    }

    @Test func `The status tells what a health page needs`() async throws {
        let fixture = try await LiveFixture.ready([0, 1])
        fixture.clock.advance(by: 60)
        let status = fixture.cache.status
        #expect(status.phase == .fresh)
        #expect(status.generation == 1)
        #expect(status.age == .seconds(60))
        #expect(status.keys.map(\.thumbprint) == [TestKeySets.key(0).thumbprint, TestKeySets.key(1).thumbprint])
        #expect(status.lastFailure == nil)
    }

    @Test func `A cache that nobody holds any more goes`() async throws {
        weak var gone: KeySetCache?
        do {
            let fixture = try LiveFixture()
            fixture.cache.start()
            try await fixture.cache.waitUntilReady(upTo: .seconds(1))
            gone = fixture.cache
        }
        #expect(await eventually { gone == nil })
    }
}
