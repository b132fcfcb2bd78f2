import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct VerifiedTokenCacheTests {
    private let now = NumericDate(seconds: 1_767_225_600)

    private func entry(_ text: String, signature byte: UInt8 = 7, key: Int = 1, keySet: UInt64 = 1, policy: Int = 1)
        -> VerifiedTokenEntry
    {
        let signature = [UInt8](repeating: byte, count: 64)
        return VerifiedTokenEntry(
            digest: SHA256Digest.of(Array(text.utf8)),
            signature: signature.span.octets,
            keySerial: key,
            keySetGeneration: keySet,
            policySerial: policy,
            expiration: now
        )
    }

    @Test func `An entry is found again, and no other is taken for it`() {
        let cache = VerifiedTokenCache(maximumBytes: 1 << 16)
        #expect(!cache.contains(entry("a")))
        cache.insert(entry("a"))
        #expect(cache.contains(entry("a")))
        #expect(!cache.contains(entry("b")))
        #expect(!cache.contains(entry("a", signature: 8)))
        #expect(!cache.contains(entry("a", key: 2)))
        #expect(!cache.contains(entry("a", keySet: 2)))
        #expect(!cache.contains(entry("a", policy: 2)))
        #expect(cache.hits == 1)
        #expect(cache.misses == 6)
    }

    @Test func `A cache of one bucket forgets what expires first and never exceeds its memory`() {
        let cache = VerifiedTokenCache(maximumBytes: 1)
        #expect(cache.allocatedBytes == 544)
        for index in 0..<100 { cache.insert(entry("token \(index)")) }
        let kept = (0..<100).count { cache.contains(entry("token \($0)")) }
        #expect(kept <= 4)
        #expect(kept >= 1)
    }

    @Test func `Threads that write and read the same slots never see an entry that was not written`() {
        let cache = VerifiedTokenCache(maximumBytes: 544)
        let threads = (0..<4).compactMap { thread in
            WorkerThread {
                for round in 0..<20_000 {
                    cache.insert(self.entry("token \(round % 16)", signature: UInt8(round % 16)))
                    // The digest of one token with the signature of another was never written.
                    #expect(!cache.contains(self.entry("token \(round % 16)", signature: UInt8((round + 1) % 16))))
                    _ = thread
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(threads.count == 4)
    }

    @Test(arguments: [EngineChoice.reference, .accelerated])
    func `A hit spares the signature and no other rule`(engine: EngineChoice) throws {
        let issuer = TestIssuer()
        let keys = try JWKSet(parsing: issuer.keySet)
        let cache = VerifiedTokenCache(maximumBytes: 1 << 16)
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: keys, engine: engine, cache: cache)
        let token = issuer.token(nonce: "n-1", at: now.seconds)
        #expect(validator.verdict(on: token, nonce: "n-1", at: now).engine?.rawValue == engine.rawValue)
        #expect(validator.verdict(on: token, nonce: "n-1", at: now).engine == .cache)
        #expect(validator.verdict(on: token, nonce: "n-2", at: now).code == .nonceMismatch)
        #expect(validator.verdict(on: token, nonce: "n-1", subject: "someone", at: now).code == .subjectMismatch)
        #expect(validator.verdict(on: token, nonce: "n-1", at: now.advanced(bySeconds: 3600)).code == .expired)
        #expect(cache.hits == 1)
    }

    @Test func `An entry is dead when the key set or the policy is another`() throws {
        let issuer = TestIssuer()
        let cache = VerifiedTokenCache(maximumBytes: 1 << 16)
        let token = issuer.token(nonce: "n-1", at: now.seconds)
        for _ in 0..<2 {
            let keys = try JWKSet(parsing: issuer.keySet)
            for _ in 0..<2 {
                let validator = try IDTokenValidator(policy: issuer.policy(), keys: keys, cache: cache)
                #expect(validator.verdict(on: token, nonce: "n-1", at: now).engine == .reference)
                #expect(validator.verdict(on: token, nonce: "n-1", at: now).engine == .cache)
            }
        }
        #expect(cache.hits == 4)
    }

    @Test func `A damaged token is not remembered, and its twin has an entry of its own`() throws {
        let issuer = TestIssuer()
        let keys = try JWKSet(parsing: issuer.keySet)
        let cache = VerifiedTokenCache(maximumBytes: 1 << 16)
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: keys, engine: .accelerated, cache: cache)
        let token = issuer.token(nonce: "n-1", at: now.seconds)
        #expect(validator.verdict(on: token, nonce: "n-1", at: now).isValid)
        let parts = token.split(separator: ".")
        var signature = try #require(Base64URL.decodeReference(parts[2].utf8))
        signature[40] ^= 1
        let damaged = "\(parts[0]).\(parts[1]).\(Base64URL.encode(signature))"
        for _ in 0..<3 {
            #expect(validator.verdict(on: damaged, nonce: "n-1", at: now).code == .invalidSignature)
        }
        #expect(cache.hits == 0)
    }

    @Test func `A batch reads and fills the cache like single validations`() throws {
        let issuer = TestIssuer()
        let keys = try JWKSet(parsing: issuer.keySet)
        let cache = VerifiedTokenCache(maximumBytes: 1 << 18)
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: keys, engine: .accelerated, cache: cache)
        var batch = TokenBatch()
        for index in 0..<150 { batch.append(issuer.token(nonce: "n-\(index)", at: now.seconds), nonce: "n-\(index)") }
        let first = validator.validateBatch(batch, at: now, options: BatchOptions(threads: 2))
        #expect(first.verdicts.allSatisfy { $0.engine == .accelerated && $0.isValid })
        let second = validator.validateBatch(batch, at: now, options: BatchOptions(threads: 2))
        #expect(second.verdicts.allSatisfy { $0.engine == .cache && $0.isValid })
    }
}
