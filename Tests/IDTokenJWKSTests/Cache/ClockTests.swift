import IDTokenCore
import IDTokenTesting
import Testing

@testable import IDTokenJWKS

/// Clocks that are set while keys come from a real server.
@Suite struct ClockTests {
    private let day = 86_400.0

    private struct Fixture {
        let server: LoopbackServer
        let clock = ManualClock()
        let cache: KeySetCache
        let live: LiveIDTokenValidator
        let issuer = TestIssuer()

        init() throws {
            server = try LoopbackServer()
            server.answer(.json(TestKeySets.body([0])))
            var configuration = KeySetCacheConfiguration()
            configuration.buildsTablesAhead = false
            configuration.limits.deadline = .seconds(60)
            cache = try KeySetCache(
                source: HTTPKeySetSource(server.url(), transport: .uncheckedLoopbackHTTP),
                issuer: issuer.issuer,
                configuration: configuration,
                clock: clock
            )
            live = try LiveIDTokenValidator(policy: issuer.policy(), cache: cache)
        }

        /// What becomes of a token that the issuer signs now, by our clock.
        var code: ReasonCode? {
            let now = clock.now().wall
            let token = issuer.token(at: now.seconds, by: TestKeySets.key(0))
            return live.validator.verdict(on: token, at: now).code
        }
    }

    @Test func `A wall clock set back by a year prolongs no trust, with a server that has died`() async throws {
        let fixture = try Fixture()
        try await fixture.cache.refresh()
        #expect(fixture.code == nil)
        fixture.server.answer(.respond(status: 500))
        fixture.clock.setWall(offset: -365 * day)
        #expect(fixture.code == nil)
        fixture.clock.advance(by: day - 1)
        #expect(fixture.code == nil)
        fixture.clock.advance(by: 2)
        #expect(fixture.code == .keysUnavailable)
        fixture.server.stop()
    }

    @Test func `A wall clock set forward by days ends trust until the server has answered`() async throws {
        let fixture = try Fixture()
        try await fixture.cache.refresh()
        fixture.server.answer(.respond(status: 500))
        fixture.clock.advance(by: 60)
        fixture.clock.setWall(offset: 3 * day)
        #expect(fixture.code == .keysUnavailable)
        // The first reader has asked for an attempt, which fails.
        #expect(await eventually { fixture.server.requests.count == 2 })
        #expect(fixture.code == .keysUnavailable)
        fixture.server.answer(.json(TestKeySets.body([0])))
        #expect(
            await eventually {
                fixture.clock.advance(by: 60)
                return fixture.code == nil
            }
        )
        // Set right again: what was confirmed at a time that has not come yet is still trusted, for as long as it lasts.
        fixture.clock.setWall(offset: 0)
        #expect(fixture.code == nil)
        fixture.server.stop()
    }

    @Test func `A wall clock that leaps to and fro asks the server no more often`() async throws {
        let fixture = try Fixture()
        try await fixture.cache.refresh()
        for round in 0..<200 {
            fixture.clock.setWall(offset: round.isMultiple(of: 2) ? 400 * day : -400 * day)
            _ = fixture.code
            fixture.clock.advance(by: 0.2)
        }
        // 40 seconds: one attempt, and the cool-down of 30 seconds lets one more begin.
        #expect(await eventually { fixture.cache.status.isReady })
        #expect(fixture.server.requests.count <= 3)
        fixture.server.stop()
    }
}
