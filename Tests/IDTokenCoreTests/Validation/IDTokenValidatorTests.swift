import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct IDTokenValidatorTests {
    @Test func `Text, bytes and borrowed bytes are judged alike`() throws {
        let validator = try Fixture.validator()
        let good = Fixture.issuer.token(nonce: "n", at: Fixture.issuedAt)
        for token in [good, good + "=", "null", ""] {
            let bytes = Array(token.utf8)
            let verdict = validator.verdict(on: token, nonce: "n", at: Fixture.now)
            #expect(validator.verdict(on: bytes.span, nonce: "n", at: Fixture.now) == verdict)
            let results = [
                try? validator.validate(token, nonce: "n", at: Fixture.now),
                try? validator.validate(bytes, nonce: "n", at: Fixture.now),
                try? validator.validate(bytes.span, nonce: "n", at: Fixture.now),
            ]
            #expect(results.allSatisfy { ($0 != nil) == verdict.isValid })
        }
    }

    @Test func `A token cut off, lengthened or changed in any byte is refused`() throws {
        let validator = try Fixture.validator { $0.maximumAuthenticationAge = nil }
        let token = Array(Fixture.issuer.token(at: Fixture.issuedAt).utf8)
        #expect(validator.verdict(on: token.span, at: Fixture.now).isValid)
        for count in 0..<token.count {
            let cut = Array(token[..<count])
            #expect(!validator.verdict(on: cut.span, at: Fixture.now).isValid)
        }
        for tail in ["A", ".", "=", " ", "\n", "\u{0}", "AA", ".AA"] {
            let longer = token + Array(tail.utf8)
            #expect(!validator.verdict(on: longer.span, at: Fixture.now).isValid)
        }
        for place in token.indices {
            for change: UInt8 in [1, 2, 0x20, 0x80] {
                var changed = token
                changed[place] ^= change
                if validator.verdict(on: changed.span, at: Fixture.now).isValid {
                    Issue.record("accepted with byte \(place) changed by \(change)")
                }
            }
        }
    }

    @Test func `Random bytes and damaged tokens are refused and never trap`() throws {
        let validator = try Fixture.validator()
        var random = SeededGenerator(99)
        let tokens = [
            Fixture.issuer.token(nonce: "n", at: Fixture.issuedAt),
            Fixture.issuer.token(at: Fixture.issuedAt, secret: Fixture.secret),
        ].map { Array($0.utf8) }
        for round in 0..<Scale.count(4000, full: 200_000) {
            var token = round % 3 == 0 ? random.bytes(Int.random(in: 0...300, using: &random)) : tokens[round % 2]
            for _ in 0..<Int.random(in: 1...4, using: &random) where !token.isEmpty {
                let place = Int.random(in: 0..<token.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: token[place] = UInt8.random(in: 0...255, using: &random)
                case 1: token.remove(at: place)
                case 2: token.insert(UInt8(ascii: "."), at: place)
                default: token.append(token[place])
                }
            }
            if tokens.contains(token) { continue }
            if validator.verdict(on: token.span, at: Fixture.now).isValid {
                Issue.record("\(String(decoding: token, as: UTF8.self)) was accepted")
            }
        }
    }

    @Test func `Payloads of random JSON signed by our own key are refused or accepted and never trap`() throws {
        let validator = try Fixture.validator()
        var writer = RandomJSON(seed: 31)
        var random = SeededGenerator(31)
        let claims = Fixture.issuer.claims(nonce: "n", at: Fixture.issuedAt).text
        for _ in 0..<Scale.count(300, full: 20_000) {
            let text = random.oneIn(2) ? writer.object() : String(claims.dropLast()) + ",\"x\":" + writer.object() + "}"
            let payload = random.oneIn(2) ? writer.damaged(Array(text.utf8)) : Array(text.utf8)
            let header = Array(TestSigner.hs256(Fixture.secret).header.text.utf8)
            let token = TestToken.compact(header: header, payload: payload, signedBy: .hs256(Fixture.secret))
            let isValid = validator.verdict(on: token, nonce: "n", at: Fixture.now).isValid
            let isObject = Scanned(reference: payload).outcome == .object
            #expect(!isValid || isObject)
            do {
                let validated = try validator.validate(token, nonce: "n", at: Fixture.now)
                #expect(validated.payload == payload)
            } catch {
                #expect(!isValid)
            }
        }
    }

    @Test func `The twin of a signature is as valid, and everything near it is not`() throws {
        let validator = try Fixture.validator()
        let token = Fixture.issuer.token(at: Fixture.issuedAt)
        let stop = try #require(token.lastIndex(of: "."))
        let signature = try #require(Base64URL.decodeReference(token[token.index(after: stop)...].utf8))
        let (r, s) = (Array(signature[..<32]), Array(signature[32...]))
        let zero = [UInt8](repeating: 0, count: 32)
        func code(_ signature: [UInt8]) -> ReasonCode? {
            validator.verdict(on: "\(token[..<stop]).\(Base64URL.encode(signature))", at: Fixture.now).code
        }
        #expect(code(signature) == nil)
        #expect(code(r + P256.difference(P256.order, s)) == nil)
        let wrong = [
            s + r, zero + s, r + zero, zero + zero, P256.order + s, r + P256.order, P256.difference(P256.order, r) + s,
            r, s, r + s + [0],
            [0] + r + s, r + s + r + s, Array(r.dropFirst() + s.dropFirst()), r + r, s + s,
        ]
        for signature in wrong { #expect(code(signature) == .invalidSignature) }
    }

    @Test func `A signature by another key of the set is refused, and so is one under another's name`() throws {
        var issuer = Fixture.issuer
        issuer.rotateKey()
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
        let (old, new) = (issuer.publishedKeys[0], issuer.publishedKeys[1])
        for (signing, named) in [(old, new), (new, old)] {
            let own = issuer.token(at: Fixture.issuedAt, by: signing)
            let confused = issuer.token(at: Fixture.issuedAt, by: signing) { header, _ in
                header["kid"] = .string(named.keyIdentifier)
            }
            let nameless = issuer.token(at: Fixture.issuedAt, by: signing) { header, _ in header["kid"] = nil }
            #expect(validator.verdict(on: own, at: Fixture.now).code == nil)
            #expect(validator.verdict(on: confused, at: Fixture.now).code == .invalidSignature)
            #expect(validator.verdict(on: nameless, at: Fixture.now).code == .unknownKey)
        }
    }

    @Test func `A token may name its key with escapes and may leave it out where there is only one`() throws {
        let validator = try Fixture.validator()
        let key = Fixture.issuer.signingKey
        let claims = Array(Fixture.issuer.claims(at: Fixture.issuedAt).text.utf8)
        func code(_ header: String) -> ReasonCode? {
            validator.verdict(
                on: TestToken.compact(header: Array(header.utf8), payload: claims, signedBy: .es256(key)),
                at: Fixture.now
            ).code
        }
        let escaped = key.keyIdentifier.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
        #expect(code("{\"alg\":\"ES256\",\"kid\":\"\(escaped)\"}") == nil)
        #expect(code("{\"alg\":\"ES256\"}") == nil)
        #expect(code("{\"alg\":\"ES256\",\"kid\":\"\"}") == .unknownKey)
        #expect(code("{\"alg\":\"ES256\",\"kid\":\"\(escaped)\\u0000\"}") == .unknownKey)
        #expect(code("{\"alg\":\"ES256\",\"kid\":null}") == .malformedToken)
        #expect(code("{\"alg\":\"ES256\",\"kid\":\"\(String(repeating: "k", count: 9000))\"}") == .unknownKey)
    }

    @Test func `Keys that a token brings along or points to are never looked at`() throws {
        let validator = try Fixture.validator()
        let attacker = TestSigningKey(seed: "attacker")
        let token = Fixture.issuer.token(at: Fixture.issuedAt, by: attacker) { header, _ in
            header["kid"] = .string(Fixture.issuer.signingKey.keyIdentifier)
            header["jwk"] = attacker.publicJWK.value
            header["jku"] = .string("https://attacker.example/jwks.json")
            header["x5u"] = .string("https://attacker.example/chain.pem")
            header["x5c"] = .array([.string("MIIB")])
        }
        #expect(validator.verdict(on: token, at: Fixture.now).code == .invalidSignature)
    }

    @Test func `A provider is read once for a token and told of unknown keys`() throws {
        let keys = try JWKSet(parsing: Fixture.issuer.keySet)
        let provider = StubKeySetProvider(reading: .keys(keys), isRefreshPending: true)
        let validator = try IDTokenValidator(policy: Fixture.issuer.policy(), keyProvider: provider)
        #expect(try validator.validate(Fixture.issuer.token(at: Fixture.issuedAt), at: Fixture.now).algorithm == .es256)
        #expect(provider.readingCount == 1)
        #expect(provider.unknownKeyCount == 0)
        let unknown = Fixture.issuer.token(at: Fixture.issuedAt, by: TestSigningKey(seed: "unknown"))
        do {
            _ = try validator.validate(unknown, at: Fixture.now)
            Issue.record("an unknown key was accepted")
        } catch {
            #expect(error.code == .unknownKey)
            #expect(error.isRefreshPending)
        }
        #expect(provider.unknownKeyCount == 1)
    }

    @Test func `Prewarming builds a table for each usable key, and none for the reference engine`() throws {
        // Where the engine is no faster there are none.
        let expected = ES256SelfTest.isWorthwhile ? 1 : 0
        #expect(try Fixture.validator().prewarm(at: Fixture.now) == expected)
        #expect(try Fixture.validator(engine: .reference).prewarm(at: Fixture.now) == 0)
    }
}
