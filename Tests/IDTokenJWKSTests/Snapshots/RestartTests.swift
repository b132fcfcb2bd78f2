import IDTokenCore
import IDTokenTesting
import Testing

@testable import IDTokenJWKS

/// Starting from disk, sharing a file, and judging by the keys of the past.
@Suite struct RestartTests {
    @Test func `A cache starts with the keys of the last run, without asking anybody`() async throws {
        let folder = try TemporaryFolder()
        let first = try LiveFixture([0, 1], snapshotPath: folder.file("keys"))
        try await first.cache.refresh()
        first.cache.disk?.flush()
        first.cache.stop()

        let second = try LiveFixture([2], snapshotPath: folder.file("keys"))
        second.source.hold()
        #expect(second.code(second.token(by: 1)) == nil)
        #expect(second.cache.status.generation == 1)
        second.source.release()
        try await second.cache.refresh()
        second.cache.disk?.flush()
        #expect(second.code(second.token(by: 1)) == .unknownKey)
        #expect(await eventually { second.cache.status.generation == 2 })
    }

    @Test func `A restored set is asked for soon, but not by every restart`() async throws {
        let folder = try TemporaryFolder()
        let first = try LiveFixture([0], snapshotPath: folder.file("keys"))
        try await first.cache.refresh()
        first.cache.disk?.flush()
        let second = try LiveFixture([0], snapshotPath: folder.file("keys"))
        second.cache.start()
        #expect(second.source.requests.isEmpty)
        #expect(await eventually { second.clock.sleeperCount == 1 })
        second.clock.advance(by: 300)
        #expect(await eventually { second.source.requests.count == 1 })
    }

    @Test func `A restart does not make a set seem younger than it is`() async throws {
        let folder = try TemporaryFolder()
        let history = KeySetHistory()
        let first = try LiveFixture([0], snapshotPath: folder.file("keys"))
        try await first.cache.refresh()
        // Saved again after five minutes at the earliest; the second clock starts anew.
        first.clock.advance(by: 300)
        try await first.cache.refresh()
        first.cache.disk?.flush()
        let second = try LiveFixture([0], snapshotPath: folder.file("keys"), history: history)
        #expect(second.cache.status.changedAt == Moment.at(0).wall)
        second.cache.disk?.flush()
        #expect(history.generations.map(\.firstSeenAt) == [Moment.at(0).wall])
    }

    @Test func `Bytes that the application supplies now are not mistaken for those of the last run`() async throws {
        let folder = try TemporaryFolder()
        for number in 0...1 {
            let source = SuppliedKeySetSource(TestKeySets.body([number]))
            let cache = try KeySetCache(source: source, snapshotPath: folder.file("keys"), clock: ManualClock())
            try await cache.refresh()
            cache.disk?.flush()
            guard case .keys(let keys) = cache.keySet(at: Moment.at(0).wall) else {
                Issue.record("There are no keys.")
                return
            }
            #expect(keys.holds(number))
            #expect(!keys.holds(1 - number))
        }
    }

    @Test func `A snapshot is not used for an address of another query`() async throws {
        let folder = try TemporaryFolder()
        let server = try LoopbackServer()
        server.answer(.json(TestKeySets.body([0])))
        func cache(_ query: String) throws -> KeySetCache {
            let source = try HTTPKeySetSource(server.url("/keys?\(query)"), transport: .uncheckedLoopbackHTTP)
            var configuration = KeySetCacheConfiguration()
            configuration.limits.deadline = .seconds(60)
            return try KeySetCache(
                source: source,
                issuer: "i",
                configuration: configuration,
                snapshotPath: folder.file("keys")
            )
        }
        let first = try cache("tenant=a")
        try await first.waitUntilReady(upTo: .seconds(60))
        first.disk?.flush()
        #expect(try cache("tenant=a").snapshotRefusal == nil)
        #expect(try cache("tenant=a").status.isReady)
        #expect(try cache("tenant=b").snapshotRefusal == .foreign)
        #expect(try !cache("tenant=b").status.isReady)
    }

    @Test func `A history that cannot be written does not keep the snapshot from being saved`() async throws {
        let folder = try TemporaryFolder()
        let history = KeySetHistory(directory: "/proc/no-such-place", issuer: "i", source: "s")
        let fixture = try LiveFixture([0], snapshotPath: folder.file("keys"), history: history)
        try await fixture.cache.refresh()
        fixture.cache.disk?.flush()
        #expect(folder.names.contains("keys"))
        #expect(history.generations.count == 1)
    }

    @Test func `An altered snapshot is not used`() async throws {
        let folder = try TemporaryFolder()
        let first = try LiveFixture([0], snapshotPath: folder.file("keys"))
        try await first.cache.refresh()
        first.cache.disk?.flush()
        var bytes = try folder.read("keys")
        bytes[bytes.count - 20] ^= 1
        try folder.write("keys", bytes)
        let second = try LiveFixture([0], snapshotPath: folder.file("keys"))
        #expect(second.code(second.token(by: 0)) == .keysUnavailable)
        #expect(second.cache.snapshotRefusal == .altered)
    }

    @Test func `Where the endpoint fails a newer set of another process is taken over`() async throws {
        let folder = try TemporaryFolder()
        let history = KeySetHistory()
        let (unlucky, lucky) = (
            try LiveFixture([0], snapshotPath: folder.file("keys"), history: history),
            try LiveFixture([0, 1], snapshotPath: folder.file("keys"))
        )
        try await unlucky.cache.refresh()
        unlucky.cache.disk?.flush()
        for fixture in [unlucky, lucky] { fixture.clock.advance(by: 60) }
        try await lucky.cache.refresh()
        lucky.cache.disk?.flush()
        unlucky.source.fail()
        await #expect(throws: KeySetFetchError.self) { try await unlucky.cache.refresh() }
        #expect(await eventually { unlucky.code(unlucky.token(by: 1)) == nil })
        unlucky.cache.disk?.flush()
        #expect(history.generations.count == 2)
    }

    @Test func `A snapshot that cannot be written does not matter to the keys`() async throws {
        let fixture = try LiveFixture([0], snapshotPath: "/proc/no-such-place/keys")
        let events = fixture.cache.events
        try await fixture.cache.refresh()
        fixture.cache.disk?.flush()
        #expect(fixture.code(fixture.token(by: 0)) == nil)
        fixture.cache.stop()
        var isReported = false
        for await event in events { if case .snapshotNotSaved = event { isReported = true } }
        #expect(isReported)
    }

    @Test func `An old token is judged by the keys of its time`() async throws {
        let folder = try TemporaryFolder()
        let history = KeySetHistory(capacity: 8, directory: folder.path, issuer: "i", source: "s")
        let fixture = try LiveFixture([0], history: history)
        try await fixture.cache.refresh()
        let old = (token: fixture.token(by: 0), time: fixture.now)
        fixture.clock.advance(by: 3600)
        fixture.source.answer([1])
        try await fixture.cache.refresh()
        fixture.cache.disk?.flush()
        #expect(fixture.code(old.token) == .unknownKey)

        for history in [history, KeySetHistory(directory: folder.path, issuer: "i", source: "s")] {
            let then = try IDTokenValidator(policy: fixture.issuer.policy(), keyProvider: history)
            #expect(try then.validate(old.token, at: old.time).subject == TestIssuer.defaultSubject)
            let error = #expect(throws: IDTokenError.self) { try then.validate(old.token, at: fixture.now) }
            #expect(error?.code == .unknownKey)
            #expect(error?.isRefreshPending == false)
            let earlier = #expect(throws: IDTokenError.self) {
                try then.validate(old.token, at: old.time.advanced(bySeconds: -1))
            }
            #expect(earlier?.code == .keysUnavailable)
            #expect(history.generations.count == 2)
        }
        let foreign = KeySetHistory(directory: folder.path, issuer: "other", source: "s")
        #expect(foreign.generations.isEmpty)
    }

    @Test func `A history forgets the oldest sets, on disk too`() async throws {
        let folder = try TemporaryFolder()
        let history = KeySetHistory(capacity: 3, directory: folder.path, issuer: "i", source: "s")
        for number in 0..<10 {
            let time = NumericDate(seconds: 1000 + Int64(number))
            try history.note(
                KeySetSnapshot(
                    body: TestKeySets.body([number]),
                    generation: UInt64(number),
                    confirmedAt: time,
                    firstSeenAt: time
                )
            )
        }
        #expect(history.generations.map(\.generation) == [7, 8, 9])
        #expect(folder.names.count == 3)
    }
}
