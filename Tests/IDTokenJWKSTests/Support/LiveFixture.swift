import IDTokenCore
import IDTokenTesting

@testable import IDTokenJWKS

/// A cache with a source, a clock and an issuer in a test's hand.
struct LiveFixture {
    let clock = ManualClock()
    let source: ScriptedSource
    let cache: KeySetCache
    let live: LiveIDTokenValidator
    let issuer = TestIssuer()

    init(
        _ numbers: [Int] = [0],
        configuration: KeySetCacheConfiguration = KeySetCacheConfiguration(),
        snapshotPath: String? = nil,
        history: KeySetHistory? = nil
    ) throws {
        source = ScriptedSource(numbers)
        var configuration = configuration
        configuration.buildsTablesAhead = false
        cache = try KeySetCache(
            source: source,
            issuer: issuer.issuer,
            configuration: configuration,
            snapshotPath: snapshotPath,
            history: history,
            clock: clock
        )
        live = try LiveIDTokenValidator(policy: issuer.policy(), cache: cache)
    }

    /// A fixture whose cache has its first set.
    static func ready(
        _ numbers: [Int] = [0],
        configuration: KeySetCacheConfiguration = KeySetCacheConfiguration()
    ) async throws -> LiveFixture {
        let fixture = try LiveFixture(numbers, configuration: configuration)
        try await fixture.cache.refresh()
        return fixture
    }

    var now: NumericDate { clock.now().wall }

    func token(by number: Int) -> String {
        issuer.token(at: now.seconds, by: TestKeySets.key(number))
    }

    /// The code that the token is refused by, or `nil` if it is good.
    func code(_ token: String) -> ReasonCode? {
        do throws(IDTokenError) {
            _ = try live.validate(token, at: now)
            return nil
        } catch {
            return error.code
        }
    }
}

/// Waits for something that another task does, without judging how long it takes.
func eventually(_ condition: () async -> Bool) async -> Bool {
    for _ in 0..<20_000 {
        if await condition() { return true }
        try? await Task.sleep(for: .milliseconds(1))
    }
    return false
}
