import IDTokenCore
import IDTokenJWKS
import Testing

/// Tokens that name a key which is not held: one attempt for all of them, then a cool-down.
@Suite struct UnknownKeyTests {
    @Test func `An unknown key causes one attempt at once`() throws {
        var cache = try DrivenState.holding([0])
        cache.advance(by: 31)
        cache.receive(.unknownKey(in: cache.heldGeneration))
        #expect(cache.orders.count == 2)
        #expect(cache.state.isRefreshPending(for: cache.heldGeneration))
        #expect(cache.state.awaitedAttempt?.identifier == 2)
    }

    @Test func `Within the cool-down one attempt is planned for its end`() throws {
        var cache = try DrivenState.holding([0])
        cache.advance(by: 10)
        for _ in 0..<1000 { cache.receive(.unknownKey(in: cache.heldGeneration)) }
        #expect(cache.orders.count == 1)
        #expect(cache.state.isRefreshPending(for: cache.heldGeneration))
        #expect(cache.secondsToWake == 20)
        cache.advance(by: 20)
        #expect(cache.orders.count == 2)
    }

    @Test func `A failed attempt starts the cool-down too`() throws {
        var cache = try DrivenState.holding([0])
        cache.advance(by: 31)
        cache.receive(.unknownKey(in: cache.heldGeneration))
        cache.finish(.failed(DrivenState.serverError))
        cache.receive(.unknownKey(in: cache.heldGeneration))
        #expect(cache.orders.count == 2)
        #expect(cache.state.awaitedAttempt?.startsAt == Moment.at(32).uptime)
    }

    @Test func `Unknown keys keep to a Retry-After that is longer than the cool-down`() throws {
        var cache = try DrivenState.holding([0])
        cache.advance(by: 600)
        cache.finish(
            .failed(KeySetFetchError(.unexpectedStatus, "429", status: 429, retryAfter: .seconds(300)))
        )
        cache.advance(by: 40)
        cache.receive(.unknownKey(in: cache.heldGeneration))
        #expect(cache.orders.count == 2)
        cache.advance(by: 259)
        #expect(cache.orders.count == 2)
        cache.advance(by: 1)
        #expect(cache.orders.count == 3)
    }

    @Test func `A token judged by a set that was replaced meanwhile causes nothing and may be tried again`() throws {
        var cache = try DrivenState.holding([0])
        let old = cache.heldGeneration
        cache.advance(by: 600)
        try cache.finish(with: [0, 1])
        cache.advance(by: 60)
        cache.receive(.unknownKey(in: old))
        #expect(cache.orders.count == 2)
        #expect(cache.state.isRefreshPending(for: old))
        #expect(!cache.state.isRefreshPending(for: cache.heldGeneration))
    }

    @Test func `Without an unknown key nothing is pending`() throws {
        let cache = try DrivenState.holding([0])
        #expect(!cache.state.isRefreshPending(for: cache.heldGeneration))
        #expect(cache.state.awaitedAttempt == nil)
        #expect(cache.publication?.isRefreshPending == false)
    }

    @Test func `A flood of made-up key identifiers costs one attempt for each cool-down`() throws {
        var cache = try DrivenState.holding([0])
        // Ten minutes and a bit, a hundred and sixty tokens a second.
        for _ in 0..<100_000 {
            cache.time += 0.00625
            if cache.secondsToWake <= 0 { cache.receive(.timer) }
            cache.receive(.unknownKey(in: cache.heldGeneration))
            if cache.orders.count > cache.released.count { cache.finish(.confirmed(KeySetFreshness())) }
        }
        #expect(cache.orders.count <= 1 + Int(625.0 / 30))
        #expect(cache.orders.count >= Int(625.0 / 31))
    }
}
