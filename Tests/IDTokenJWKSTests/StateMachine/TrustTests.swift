import IDTokenCore
import IDTokenJWKS
import IDTokenTesting
import Testing

/// The upper bound of trust, clocks that are set, and what is announced.
@Suite struct TrustTests {
    /// Lets every attempt fail for some time.
    private func fail(_ cache: inout DrivenState, for seconds: Double) {
        let end = cache.time + seconds
        while cache.time < end {
            cache.advance(by: min(max(cache.secondsToWake, 0.001), end - cache.time))
            if cache.orders.count > cache.released.count { cache.finish(.failed(DrivenState.serverError)) }
        }
    }

    @Test func `An outage is survived for a day and not longer`() throws {
        var cache = try DrivenState.holding([0])
        fail(&cache, for: 86399)
        #expect(cache.phase == .stale)
        fail(&cache, for: 1)
        #expect(cache.phase == .expired)
        let lapses = cache.announced.count { if case .trustLapsed = $0 { true } else { false } }
        #expect(lapses == 1)
    }

    @Test func `A lapsed set is trusted again once it is confirmed`() throws {
        var cache = try DrivenState.holding([0])
        fail(&cache, for: 90000)
        cache.advance(by: cache.secondsToWake)
        cache.finish(.confirmed(KeySetFreshness()))
        #expect(cache.phase == .fresh)
        let restorations = cache.announced.count { if case .trustRestored = $0 { true } else { false } }
        #expect(restorations == 1)
    }

    @Test func `Trust counts from the start of the attempt, not from its end`() throws {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.time = 4
        try cache.finish(with: [0])
        #expect(cache.publication?.trustedUntil == Moment.at(86400))
    }

    @Test func `An answer that claims to come from the future does not prolong trust`() throws {
        var cache = try DrivenState.holding([0], freshness: KeySetFreshness(age: .seconds(-5000)))
        #expect(cache.publication?.trustedUntil == Moment.at(86400))
        cache.advance(by: 600)
        cache.finish(.confirmed(KeySetFreshness(age: .seconds(-5000))))
        #expect(cache.publication?.trustedUntil == Moment.at(600 + 86400))
    }

    @Test func `A wall clock set back does not prolong trust`() throws {
        var cache = try DrivenState.holding([0])
        cache.wallOffset = -10_000_000
        fail(&cache, for: 86400)
        #expect(cache.phase == .expired)
    }

    @Test func `A wall clock set back and forward again leaves a fresh set trusted`() throws {
        var cache = try DrivenState.holding([0])
        cache.wallOffset = -3600
        cache.advance(by: 10)
        cache.receive(.read)
        cache.wallOffset = 0
        cache.advance(by: 10)
        cache.receive(.read)
        #expect(cache.phase == .fresh)
        let steps = cache.announced.count { if case .wallClockStepped = $0 { true } else { false } }
        #expect(steps == 2)
    }

    @Test func `A wall clock set forward by days ends trust until the next refresh, which starts at once`() throws {
        var cache = try DrivenState.holding([0])
        cache.advance(by: 31)
        cache.wallOffset = 200_000
        cache.receive(.read)
        #expect(cache.phase == .expired)
        #expect(cache.orders.count == 2)
        cache.finish(.confirmed(KeySetFreshness()))
        #expect(cache.phase == .fresh)
    }

    @Test func `A wall clock that leaps to and fro does not raise the rate of attempts`() throws {
        var cache = try DrivenState.holding([0])
        for step in 0..<600 {
            cache.advance(by: 1)
            cache.wallOffset = step.isMultiple(of: 2) ? 200_000 : 0
            cache.receive(.read)
            if cache.orders.count > cache.released.count { cache.finish(.confirmed(KeySetFreshness())) }
        }
        #expect(cache.orders.count <= 1 + 600 / 30)
    }

    @Test func `A clock that is slewed is no step`() throws {
        var cache = try DrivenState.holding([0])
        for _ in 0..<100 {
            cache.wallOffset += 4
            cache.advance(by: 1)
            cache.receive(.read)
        }
        let steps = cache.announced.contains { if case .wallClockStepped = $0 { true } else { false } }
        #expect(!steps)
    }

    @Test func `While nothing is held the next attempt is told to readers`() {
        var cache = DrivenState()
        cache.receive(.timer)
        cache.finish(
            .failed(KeySetFetchError(.unexpectedStatus, "503", status: 503, retryAfter: .seconds(120)))
        )
        #expect(cache.publication?.keys == nil)
        #expect(cache.publication?.nextAttempt == Moment.at(120).uptime)
    }

    @Test func `The same key identifier with new material is announced`() throws {
        var cache = try DrivenState.holding([0])
        let forged = TestKeySets.key(1).named(TestKeySets.key(0).keyIdentifier).publicJWK.text
        cache.advance(by: 600)
        cache.finish(.replaced(try FetchedKeySet(parsing: Array("{\"keys\":[\(forged)]}".utf8))))
        let names = cache.announced.compactMap { event -> String? in
            if case .keyMaterialChanged(let identifier) = event { identifier } else { nil }
        }
        #expect(names == [TestKeySets.key(0).keyIdentifier])
    }

    @Test func `A key that is not pinned is refused by itself`() throws {
        let pins: Set<String> = [TestKeySets.key(0).thumbprint]
        let content = try FetchedKeySet(parsing: TestKeySets.body([0, 1]), pinnedTo: pins)
        #expect(content.keys.holds(0))
        #expect(!content.keys.holds(1))
        #expect(content.keys.keys[1].unusability == .notPinned)
    }

    @Test func `Where keys are pinned new material under a known name is refused and the good set stays`() throws {
        var configuration = KeySetCacheConfiguration()
        configuration.pinnedThumbprints = [TestKeySets.key(0).thumbprint]
        var cache = try DrivenState.holding([0], configuration)
        cache.advance(by: 600)
        let forged = TestKeySets.key(1).named(TestKeySets.key(0).keyIdentifier).publicJWK.text
        let order = try #require(cache.orders.last)
        let answer = KeySetAnswer.body(Array("{\"keys\":[\(forged)]}".utf8), KeySetFreshness())
        cache.finish(FetchOutcome(.success(answer), to: order.request, held: order.held, configuration))
        #expect(cache.state.lastFailure?.code == .noUsableKey)
        #expect(cache.publication?.keys?.holds(0) == true)
    }

    @Test(arguments: [
        ("", KeySetFetchError.Code.notAKeySet), ("<!DOCTYPE html><html></html>", .notAKeySet),
        ("{\"keys\":[", .notAKeySet),
        ("[]", .notAKeySet), ("{}", .notAKeySet), ("{\"keys\":{}}", .notAKeySet), ("{\"keys\":[]}", .emptyKeySet),
        ("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}", .noUsableKey),
        ("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}", .noUsableKey), ("{\"keys\":[null]}", .noUsableKey),
    ])
    func `A body that holds no usable key is a failure`(body: String, code: KeySetFetchError.Code) {
        let outcome = FetchOutcome(
            .success(.body(Array(body.utf8), KeySetFreshness())),
            to: KeySetRequest(),
            held: nil,
            KeySetCacheConfiguration()
        )
        guard case .failed(let error) = outcome else {
            Issue.record("It was taken for a good set.")
            return
        }
        #expect(error.code == code)
    }

    @Test func `One odd key does not sink the set`() throws {
        let odd = #"{"kty":"AKP","kid":"pq","alg":"ML-DSA-44","pub":"AQAB"}"#
        let body = "{\"keys\":[\(odd),\(TestKeySets.key(0).publicJWK.text)]}"
        let content = try FetchedKeySet(parsing: Array(body.utf8))
        #expect(content.keys.holds(0))
        #expect(content.keys.keys[0].unusability == .unsupportedKeyType("AKP"))
    }
}
