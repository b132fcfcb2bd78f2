import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct VerifiedTokenCacheTests {
    private let now = NumericDate(seconds: 1_767_225_600)

    private func binding(key: Int = 1, keySet: UInt64 = 1, policy: Int = 1) -> VerifiedTokenBinding {
        VerifiedTokenBinding(keySerial: key, keySetGeneration: keySet, policySerial: policy, expiration: now)
    }

    /// Tokens that differ in one place and end alike, so that they share a bucket.
    private func token(_ index: Int, length: Int = 100) -> [UInt8] {
        var token = [UInt8](repeating: 0x61, count: length)
        token[0] = UInt8(index & 0xFF)
        return token
    }

    private func isHeld(_ token: [UInt8], by cache: VerifiedTokenCache, _ binding: VerifiedTokenBinding) -> Bool {
        cache.contains(token.span.octets, binding)
    }

    @Test func `A token is found again, and no other is taken for it`() {
        let cache = VerifiedTokenCache(maximumBytes: 1 << 16)
        let first = token(1)
        #expect(!isHeld(first, by: cache, binding()))
        cache.insert(first.span.octets, binding())
        #expect(isHeld(first, by: cache, binding()))
        #expect(!isHeld(first, by: cache, binding(key: 2)))
        #expect(!isHeld(first, by: cache, binding(keySet: 2)))
        #expect(!isHeld(first, by: cache, binding(policy: 2)))
        #expect(cache.hits == 1)
        #expect(cache.misses == 4)
    }

    @Test func `A token that differs in any one byte, or in its length, is another`() {
        for length in [16, 17, 23, 24, 25, 100, 975, 976] {
            let cache = VerifiedTokenCache(maximumBytes: 1)
            let first = token(1, length: length)
            cache.insert(first.span.octets, binding())
            #expect(isHeld(first, by: cache, binding()))
            for place in 0..<length {
                var other = first
                other[place] ^= 1
                #expect(!isHeld(other, by: cache, binding()))
            }
            let longer = first + [0x61]
            let shorter = Array(first.dropLast())
            #expect(!isHeld(longer, by: cache, binding()))
            #expect(!isHeld(shorter, by: cache, binding()))
        }
    }

    @Test func `A token that is too long or too short is not remembered`() {
        let cache = VerifiedTokenCache(maximumBytes: 1 << 16)
        for length in [0, 1, 15, 977, 16_384] {
            let bytes = [UInt8](repeating: 0x61, count: length)
            cache.insert(bytes.span.octets, binding())
            #expect(!isHeld(bytes, by: cache, binding()))
        }
    }

    @Test func `A cache of one bucket forgets and never exceeds its memory`() {
        let cache = VerifiedTokenCache(maximumBytes: 1)
        #expect(cache.allocatedBytes == 4096)
        var kept = 0
        for index in 0..<100 {
            let bytes = token(index)
            cache.insert(bytes.span.octets, binding())
        }
        for index in 0..<100 {
            let bytes = token(index)
            if isHeld(bytes, by: cache, binding()) { kept += 1 }
        }
        #expect((1...4).contains(kept))
    }

    @Test func `Threads that write and read the same slots never see a token that was not written`() {
        let cache = VerifiedTokenCache(maximumBytes: 4096)
        let binding = binding()
        let threads = (0..<4).compactMap { _ in
            WorkerThread {
                for round in 0..<5_000 {
                    // Written: first and last place alike. A mix of two of them was never written.
                    var written = self.token(round % 16)
                    written[50] = written[0]
                    cache.insert(written.span.octets, binding)
                    written[50] = written[0] ^ 1
                    #expect(!self.isHeld(written, by: cache, binding))
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
        let cache = VerifiedTokenCache(maximumBytes: 1 << 21)
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: keys, engine: .accelerated, cache: cache)
        var batch = TokenBatch()
        for index in 0..<150 { batch.append(issuer.token(nonce: "n-\(index)", at: now.seconds), nonce: "n-\(index)") }
        let first = validator.validateBatch(batch, at: now, options: BatchOptions(threads: 2))
        #expect(first.verdicts.allSatisfy { $0.engine == .accelerated && $0.isValid })
        let second = validator.validateBatch(batch, at: now, options: BatchOptions(threads: 2))
        #expect(second.verdicts.allSatisfy { $0.engine == .cache && $0.isValid })
    }
}
