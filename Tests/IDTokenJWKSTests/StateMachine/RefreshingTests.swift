import IDTokenCore
import IDTokenJWKS
import Testing

/// Refreshing ahead of need, single flight, and what a failure does.
@Suite struct RefreshingTests {
    @Test func `The first attempt starts at once and without a version`() {
        var cache = DrivenState()
        cache.receive(.timer)
        #expect(cache.orders.count == 1)
        #expect(cache.orders[0].request.version == nil)
        #expect(cache.phase == .empty)
    }

    @Test func `While an attempt is in flight no other one starts`() {
        var cache = DrivenState()
        for event in [CacheEvent.timer, .read, .timer, .unknownKey(in: 1), .refreshRequested] { cache.receive(event) }
        #expect(cache.orders.count == 1)
    }

    @Test func `A set is refreshed ahead of need and stays readable meanwhile`() throws {
        var cache = try DrivenState.holding([0])
        #expect(cache.phase == .fresh)
        #expect(cache.secondsToWake == 600)
        cache.advance(by: 599)
        #expect(cache.orders.count == 1)
        cache.advance(by: 1)
        #expect(cache.orders.count == 2)
        #expect(cache.phase == .stale)
        #expect(cache.publication?.keys?.holds(0) == true)
    }

    @Test(arguments: [0, 0.25, 0.999]) func `Jitter only ever puts an attempt off, by a tenth at most`(random: Double)
        throws
    {
        var cache = DrivenState()
        cache.random = random
        cache.receive(.timer)
        try cache.finish(with: [0])
        #expect(cache.secondsToWake >= 600)
        #expect(cache.secondsToWake < 660)
    }

    @Test(arguments: [(nil, 600.0), (0, 300), (60, 300), (299, 300), (1200, 1200), (86400, 3600), (-5, 300)])
    func `The lifetime of an answer holds between floor and ceiling`(lifetime: Int?, expected: Double) throws {
        let cache = try DrivenState.holding([0], freshness: KeySetFreshness(lifetime: lifetime.map { .seconds($0) }))
        #expect(cache.secondsToWake == expected)
    }

    @Test func `The time an answer spent in a cache on the way counts against its lifetime and its trust`() throws {
        let cache = try DrivenState.holding(
            [0],
            freshness: KeySetFreshness(lifetime: .seconds(1800), age: .seconds(600))
        )
        #expect(cache.secondsToWake == 1200)
        #expect(cache.publication?.trustedUntil == Moment.at(86400 - 600))
    }

    @Test func `A single flight is cleared by a failure`() {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.finish(.failed(DrivenState.serverError))
        cache.advance(by: 1)
        #expect(cache.orders.count == 2)
    }

    @Test func `A single flight is cleared though its end is never heard of`() {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.advance(by: 10)
        #expect(cache.state.lastFailure?.code == .deadlineExceeded)
        cache.advance(by: 1)
        #expect(cache.orders.count == 2)
    }

    @Test func `The late answer to an attempt that was given up changes nothing`() throws {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.advance(by: 11)
        let late = cache.orders[0].identifier
        cache.receive(.fetchFinished(late, .replaced(try TestKeySets.content([0]))))
        #expect(cache.state.held == nil)
        cache.receive(.fetchFinished(late, .failed(DrivenState.serverError)))
        #expect(cache.orders.count == 2)
    }

    @Test func `Failures back off, doubling to a minute`() {
        var cache = DrivenState()
        cache.receive(.timer)
        var waits: [Double] = []
        for _ in 0..<9 {
            cache.finish(.failed(DrivenState.serverError))
            waits.append(cache.secondsToWake)
            cache.advance(by: cache.secondsToWake)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60])
    }

    @Test func `After a success the back-off begins anew`() throws {
        var cache = DrivenState()
        cache.receive(.timer)
        for _ in 0..<5 {
            cache.finish(.failed(DrivenState.serverError))
            cache.advance(by: cache.secondsToWake)
        }
        try cache.finish(with: [0])
        cache.advance(by: 600)
        cache.finish(.failed(DrivenState.serverError))
        #expect(cache.secondsToWake == 1)
        #expect(cache.phase == .stale)
    }

    @Test(arguments: [(0, 1.0), (7, 7), (300, 300), (86400, 600), (-20, 1)])
    func `Retry-After is kept within reason`(seconds: Int, expected: Double) {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.finish(
            .failed(KeySetFetchError(.unexpectedStatus, "429", status: 429, retryAfter: .seconds(seconds)))
        )
        #expect(cache.secondsToWake == expected)
    }

    @Test func `A failure never takes the place of a good set`() throws {
        var cache = try DrivenState.holding([0, 1])
        for _ in 0..<50 {
            cache.advance(by: cache.secondsToWake)
            cache.finish(.failed(DrivenState.serverError))
        }
        #expect(cache.publication?.keys?.holds(1) == true)
        #expect(cache.state.held?.generation == 1)
    }

    @Test func `Not modified renews the trust in the same set`() throws {
        var cache = try DrivenState.holding([0], freshness: KeySetFreshness(version: KeySetVersion(entityTag: "\"a\"")))
        let before = cache.heldGeneration
        cache.advance(by: 600)
        #expect(cache.orders[1].request.version?.entityTag == "\"a\"")
        cache.finish(.confirmed(KeySetFreshness()))
        #expect(cache.heldGeneration == before)
        #expect(cache.publication?.trustedUntil == Moment.at(600 + 86400))
        cache.advance(by: 600)
        #expect(cache.orders[2].request.version?.entityTag == "\"a\"")
    }

    @Test func `Not modified without a set is a failure`() {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.finish(.confirmed(KeySetFreshness()))
        #expect(cache.state.lastFailure?.code == .notModifiedWithoutSet)
        #expect(cache.state.held == nil)
    }

    @Test func `An answer older than the held set does not take its place`() throws {
        var cache = try DrivenState.holding([0, 1])
        cache.advance(by: 600)
        try cache.finish(with: [0], KeySetFreshness(age: .seconds(900)))
        #expect(cache.state.lastFailure?.code == .staleAnswer)
        #expect(cache.publication?.keys?.holds(1) == true)
    }

    @Test func `A refresh by name is not held up by back-off or cool-down`() {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.finish(.failed(DrivenState.serverError))
        cache.receive(.refreshRequested)
        #expect(cache.orders.count == 2)
    }

    @Test func `A refresh by name during a flight is made after it, once`() throws {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.receive(.refreshRequested)
        cache.receive(.refreshRequested)
        #expect(cache.state.requestedIdentifier == 2)
        try cache.finish(with: [0])
        #expect(cache.orders.count == 2)
        cache.finish(.confirmed(KeySetFreshness()))
        #expect(cache.orders.count == 2)
        #expect(cache.released == [1, 2])
    }

    @Test func `A removed key is gone with the next answer`() throws {
        var cache = try DrivenState.holding([0, 1])
        cache.advance(by: 600)
        try cache.finish(with: [1])
        #expect(cache.publication?.keys?.holds(0) == false)
        #expect(cache.publication?.keys?.holds(1) == true)
        #expect(cache.state.held?.generation == 2)
    }

    @Test func `A good answer is to be saved, no failure is`() throws {
        var cache = try DrivenState.holding([0])
        cache.advance(by: 600)
        cache.finish(.failed(DrivenState.serverError))
        cache.advance(by: 1)
        cache.finish(.confirmed(KeySetFreshness()))
        #expect(cache.saved.map(\.confirmedAt) == [.at(0), .at(601)])
    }

    @Test func `An unchanged set is not saved every few seconds, a changed one at once`() throws {
        var cache = try DrivenState.holding([0], .local)
        for _ in 0..<20 {
            cache.advance(by: 5)
            cache.finish(.confirmed(KeySetFreshness()))
        }
        #expect(cache.saved.count == 1)
        cache.advance(by: 5)
        try cache.finish(with: [1])
        #expect(cache.saved.count == 2)
    }
}
