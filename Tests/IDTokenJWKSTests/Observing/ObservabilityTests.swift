import IDTokenCore
import IDTokenTesting
import Logging
import Metrics
import MetricsTestKit
import Synchronization
import Testing

@testable import IDTokenJWKS

/// What the log and the metrics say, and what they never do.
@Suite(.serialized) struct ObservabilityTests {
    /// Gathers log lines with all that is attached to them.
    private struct Gatherer: LogHandler {
        final class Lines: Sendable {
            private let lines = Mutex<[String]>([])

            func add(_ line: String) { lines.withLock { $0.append(line) } }

            var all: [String] { lines.withLock { $0 } }
        }

        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
            lines.add("\(event.level) \(event.message) \(all.sorted { $0.key < $1.key })")
        }
    }

    /// The factory can be set once in a process; the counters of other suites go to it as well.
    private static let metrics: TestMetrics = {
        let metrics = TestMetrics()
        MetricsSystem.bootstrap(metrics)
        return metrics
    }()

    @Test func `The log tells what happened and holds no token, nonce or body`() async throws {
        let lines = Gatherer.Lines()
        let logger = Logger(label: "test") { _ in Gatherer(lines: lines) }
        let (source, clock) = (ScriptedSource([0]), ManualClock())
        var configuration = KeySetCacheConfiguration()
        configuration.buildsTablesAhead = false
        let cache = try KeySetCache(
            source: source,
            issuer: "https://i\u{202E}.example",
            configuration: configuration,
            snapshotPath: "/proc/no/place",
            logger: logger,
            clock: clock
        )
        let issuer = TestIssuer()
        let live = try LiveIDTokenValidator(policy: issuer.policy(), cache: cache)
        try await cache.refresh()
        source.answer([1])
        try await cache.refresh()
        source.fail()
        try? await cache.refresh()
        let token = issuer.token(nonce: "secret-nonce", at: clock.now().wall.seconds, by: TestKeySets.key(5))
        for _ in 0..<10 { _ = try? live.validate(token, nonce: "secret-nonce", at: clock.now().wall) }
        clock.advance(by: 90_000)
        _ = try? live.validate(token, at: clock.now().wall)
        #expect(await eventually { lines.all.contains { $0.contains("could not be kept") } })
        #expect(await eventually { lines.all.contains { $0.hasPrefix("critical The key set is too old") } })
        #expect(await eventually { lines.all.contains { $0.contains("unexpected_status") } })
        let text = lines.all.joined(separator: "\n")
        #expect(text.contains("notice The key set has changed."))
        for forbidden in [
            token, String(token.suffix(40)), "secret-nonce", "\"kty\"", "\u{202E}", TestKeySets.key(1).publicJWK.text,
        ] {
            #expect(!text.contains(forbidden))
        }
    }

    @Test func `The metrics count the verdicts of a batch once, by their last judgement`() async throws {
        let metrics = Self.metrics
        let name = "https://batch.example"
        let (source, clock, issuer) = (ScriptedSource([0]), ManualClock(), TestIssuer(issuer: name))
        var configuration = KeySetCacheConfiguration()
        configuration.buildsTablesAhead = false
        let cache = try KeySetCache(source: source, issuer: name, configuration: configuration, clock: clock)
        let live = try LiveIDTokenValidator(policy: issuer.policy(), cache: cache)
        try await cache.refresh()
        clock.advance(by: 31)
        source.answer([0, 1])
        let now = clock.now().wall
        var batch = TokenBatch()
        for number in [0, 1, 1, 2] { batch.append(issuer.token(at: now.seconds - 40, by: TestKeySets.key(number))) }
        batch.append("null")
        let results = await live.validateBatch(batch, at: now, waitingUpTo: .seconds(5))
        #expect(results.validCount == 3)
        func count(_ code: String) throws -> Int64 {
            try metrics.expectCounter("idtoken_validations_total", [("issuer", name), ("code", code)]).totalValue
        }
        #expect(try count("valid") == 3)
        #expect(try count("unknown_key") == 1)
        #expect(try count("malformed_token") == 1)
        #expect(live.clockSkew.youngestTokenAge == .seconds(40))
    }

    @Test func `The metrics count refreshes, verdicts and suppressed key identifiers by stable codes`() async throws {
        let metrics = Self.metrics
        let name = "https://metrics.example"
        let (source, clock, issuer) = (ScriptedSource([0]), ManualClock(), TestIssuer(issuer: name))
        var configuration = KeySetCacheConfiguration()
        configuration.buildsTablesAhead = false
        let cache = try KeySetCache(source: source, issuer: name, configuration: configuration, clock: clock)
        let live = try LiveIDTokenValidator(policy: issuer.policy(), cache: cache)
        let now = clock.now().wall
        let good = issuer.token(at: now.seconds - 30, by: TestKeySets.key(0))
        _ = try? live.validate(good, at: now)
        try await cache.refresh()
        source.fail()
        try? await cache.refresh()
        _ = try live.validate(good, at: now)
        for number in 1...5 {
            _ = try? live.validate(issuer.token(at: now.seconds, by: TestKeySets.key(number)), at: now)
        }

        func count(_ label: String, _ dimensions: (String, String)...) throws -> Int64 {
            try metrics.expectCounter(label, [("issuer", name)] + dimensions).totalValue
        }
        #expect(try count("idtoken_keyset_refreshes_total", ("outcome", "replaced")) >= 1)
        #expect(try count("idtoken_keyset_refreshes_total", ("outcome", "unexpected_status")) >= 1)
        #expect(try count("idtoken_validations_total", ("code", "valid")) == 1)
        #expect(try count("idtoken_validations_total", ("code", "unknown_key")) == 5)
        #expect(try count("idtoken_validations_total", ("code", "keys_unavailable")) == 1)
        #expect(try count("idtoken_keyset_unknown_key_suppressed_total") == 4)
        #expect(try metrics.expectRecorder("idtoken_token_age_seconds", [("issuer", name)]).values == [30])
        #expect(try metrics.expectGauge("idtoken_keyset_generation", [("issuer", name)]).lastValue == 1)
    }
}
