internal import IDTokenCore
internal import IDTokenJWKS
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An origin with a cache that reads from it, and a validator that judges by the cache.
///
/// Each check answers what went otherwise than it should, or `nil`.
struct CachedOrigin {
    let issuer = TestIssuer(seed: "cached")
    let cache: KeySetCache

    private let origin: any KeySourceOrigin
    private let source: DeadlineSource
    private let validator: IDTokenValidator

    init(_ origin: any KeySourceOrigin) throws {
        self.origin = origin
        source = DeadlineSource(try origin.makeSource())
        var configuration = KeySetCacheConfiguration()
        configuration.buildsTablesAhead = false
        configuration.limits.deadline = .seconds(90)
        cache = try KeySetCache(source: source, issuer: issuer.issuer, configuration: configuration)
        validator = try IDTokenValidator(policy: issuer.policy(), keyProvider: cache)
    }

    /// Publishes the issuer's key and has the cache take it.
    func start() async throws -> String? {
        try await refresh(to: issuer.keySet) ?? expect(nil, by: issuer.signingKey)
    }

    /// Publishes bytes and has the cache take them.
    func refresh(to bytes: [UInt8]) async throws -> String? {
        try await origin.publish(bytes)
        do throws(KeySetFetchError) {
            try await cache.refresh()
            return nil
        } catch {
            return "a good set was not taken: \(error)"
        }
    }

    /// Makes an attempt that must fail by one of these codes and leave the keys as they are.
    func failRefresh(_ codes: [KeySetFetchError.Code], deadline: Duration = .seconds(60)) async -> String? {
        source.deadline.withLock { $0 = deadline }
        defer { source.deadline.withLock { $0 = DeadlineSource.usual } }
        do throws(KeySetFetchError) {
            try await cache.refresh()
            return "it was taken for a good set"
        } catch {
            guard codes.contains(error.code) else { return "the code is \(error)" }
        }
        let status = cache.status
        guard status.phase == .stale, status.lastFailure.map({ codes.contains($0.code) }) == true else {
            return "the status says \(status.phase) and \(String(describing: status.lastFailure))"
        }
        return expect(nil, by: issuer.signingKey)
    }

    /// Publishes another key in the place of the first.
    func rotate() async throws -> String? {
        var rotated = issuer
        rotated.rotateKey(keepingOld: false)
        return try await refresh(to: rotated.keySet) ?? expect(.unknownKey, by: issuer.signingKey)
            ?? expect(nil, by: rotated.signingKey)
    }

    /// Publishes another key while a batch is being judged by the first.
    func rotateWithinBatch() async throws -> String? {
        let count = 96
        let batch = TokenBatch(Array(repeating: issuer.token(at: now.seconds), count: count))
        let (gate, validator, now) = (Gate(), self.validator, self.now)
        // On a thread of its own: it waits, which a thread of the pool must not.
        async let judged = withCheckedContinuation { continuation in
            LoopbackThread.start {
                let options = BatchOptions(threads: 2, shouldStop: { gate.pass() })
                continuation.resume(returning: validator.validateBatch(batch, at: now, options: options).validCount)
            }
        }
        while !gate.isReached { try await Task.sleep(for: .milliseconds(1)) }
        let violation: String?
        do {
            violation = try await rotate()
        } catch {
            violation = "\(error)"
        }
        gate.open()
        let validCount = await judged
        return violation ?? (validCount == count ? nil : "\(validCount) of \(count) tokens were accepted")
    }

    /// Judges a token that was signed by a key.
    func expect(_ code: ReasonCode?, by key: TestSigningKey) -> String? {
        let verdict = validator.verdict(on: issuer.token(at: now.seconds, by: key), at: now)
        guard verdict.code != code else { return nil }
        return "a token is \(verdict.code?.rawValue ?? "valid") instead of \(code?.rawValue ?? "valid")"
    }

    private var now: NumericDate { SystemKeySetClock().now().wall }

    /// Lets nobody pass until it is opened.
    private final class Gate: Sendable {
        private let reached = Atomic(false)
        private let opened = Atomic(false)

        var isReached: Bool { reached.load(ordering: .acquiring) }

        func open() { opened.store(true, ordering: .releasing) }

        /// Waits, and answers not to stop.
        func pass() -> Bool {
            reached.store(true, ordering: .releasing)
            while !opened.load(ordering: .acquiring) { usleep(1000) }
            return false
        }
    }
}

/// A source whose attempts have a deadline that can be changed, unlike that of a cache.
private final class DeadlineSource: KeySetSource {
    /// Longer than any answer takes on a busy machine.
    static let usual: Duration = .seconds(60)

    let deadline = Mutex(usual)
    private let source: any KeySetSource

    init(_ source: any KeySetSource) {
        self.source = source
    }

    var name: String { source.name }

    func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        var request = request
        request.limits.deadline = deadline.withLock { $0 }
        return try await source.fetch(request)
    }
}
