import IDTokenTesting
import Testing

@testable import IDTokenCore

/// Which secret vouches for which token: HS256 with several channels, and with a secret that is being changed.
@Suite struct SharedSecretRulesTests {
    private static func code(
        _ secrets: [(String, String)],
        audiences: [String],
        signedBy secret: String,
        for audience: JSONValue,
        changing change: (inout JSONMembers, inout JSONMembers) -> Void = { _, _ in }
    ) throws -> ReasonCode? {
        var policy = Fixture.issuer.policy(algorithms: [.hs256])
        policy.audiences = audiences
        let all = try secrets.map { try SharedSecret($0.1, audience: $0.0) }
        let validator = try IDTokenValidator(policy: policy, secrets: all)
        let token = Fixture.issuer.token(at: Fixture.issuedAt, secret: secret) { header, claims in
            claims["aud"] = audience
            change(&header, &claims)
        }
        let verdict = validator.verdict(on: token, at: Fixture.now)
        #expect(validator.validateBatch([token], at: Fixture.now).verdicts == [verdict])
        return verdict.code
    }

    private static let two = [("a", "secret of a"), ("b", "secret of b")]

    @Test func `A secret vouches for its own audience`() throws {
        #expect(try Self.code(Self.two, audiences: ["a", "b"], signedBy: "secret of a", for: .string("a")) == nil)
        #expect(try Self.code(Self.two, audiences: ["a", "b"], signedBy: "secret of b", for: .string("b")) == nil)
        let foreign = JSONValue.array([.string("someone else"), .string("a")])
        #expect(try Self.code(Self.two, audiences: ["a", "b"], signedBy: "secret of a", for: foreign) == nil)
    }

    @Test func `A secret vouches for no other audience of ours`() throws {
        #expect(
            try Self.code(Self.two, audiences: ["a", "b"], signedBy: "secret of a", for: .string("b"))
                == .invalidSignature
        )
        #expect(
            try Self.code(Self.two, audiences: ["a", "b"], signedBy: "secret of b", for: .string("a"))
                == .invalidSignature
        )
        for order in [["a", "b"], ["b", "a"]] {
            let both = JSONValue.array(order.map { .string($0) })
            for secret in ["secret of a", "secret of b"] {
                #expect(
                    try Self.code(Self.two, audiences: ["a", "b"], signedBy: secret, for: both) == .invalidSignature
                )
                #expect(
                    try Self.code(Self.two, audiences: ["b", "a"], signedBy: secret, for: both) == .invalidSignature
                )
            }
        }
    }

    @Test func `An audience without a secret cannot be vouched for, alone or beside another`() throws {
        let one = [("a", "secret of a")]
        for audience: JSONValue in [.string("b"), .array([.string("b")]), .array([.string("a"), .string("b")])] {
            #expect(try Self.code(one, audiences: ["a", "b"], signedBy: "secret of a", for: audience) == .unknownKey)
        }
        #expect(try Self.code(one, audiences: ["a", "b"], signedBy: "secret of a", for: .string("a")) == nil)
        #expect(
            try Self.code(one, audiences: ["a", "b"], signedBy: "secret of a", for: .string("c")) == .audienceMismatch
        )
    }

    @Test func `Two secrets of one audience overlap, and a third does not`() throws {
        let secrets = [("a", "old"), ("a", "new"), ("b", "other")]
        for secret in ["old", "new"] {
            #expect(try Self.code(secrets, audiences: ["a", "b"], signedBy: secret, for: .string("a")) == nil)
            #expect(
                try Self.code(secrets, audiences: ["a", "b"], signedBy: secret, for: .string("b")) == .invalidSignature
            )
        }
        for secret in ["older", "ol", "other", ""] {
            #expect(
                try Self.code(secrets, audiences: ["a", "b"], signedBy: secret, for: .string("a")) == .invalidSignature
            )
        }
    }

    @Test func `The same secret for both audiences vouches for a token of both`() throws {
        let shared = [("a", "shared"), ("b", "shared")]
        let both = JSONValue.array([.string("a"), .string("b")])
        #expect(try Self.code(shared, audiences: ["a", "b"], signedBy: "shared", for: both) == nil)
    }

    @Test func `The header's kid is ignored, and is still a string`() throws {
        let one = [("a", "s")]
        #expect(
            try Self.code(one, audiences: ["a"], signedBy: "s", for: .string("a")) { header, _ in
                header["kid"] = .string("x")
            } == nil
        )
        let code = try Self.code(one, audiences: ["a"], signedBy: "s", for: .string("a")) { header, _ in
            header["kid"] = .number("1")
        }
        #expect(code == .malformedToken)
    }

    @Test func `A public key is never a secret, and a key set never supplies one`() throws {
        let key = Fixture.issuer.signingKey
        let jwk = Array(key.publicJWK.text.utf8)
        let confusions = [key.x, key.y, key.x + key.y, [4] + key.x + key.y, jwk, Fixture.issuer.keySet]
        let validator = try Fixture.validator()
        let esOnly = try Fixture.validator { $0.algorithms = [.es256] }
        for secret in confusions {
            var header = TestSigner.hs256(secret).header
            header["kid"] = .string(key.keyIdentifier)
            let token = TestToken.compact(
                header: header,
                claims: Fixture.issuer.claims(at: Fixture.issuedAt),
                signedBy: .hs256(secret)
            )
            #expect(validator.verdict(on: token, at: Fixture.now).code == .invalidSignature)
            #expect(esOnly.verdict(on: token, at: Fixture.now).code == .unsupportedAlgorithm)
        }
        let octets = #"{"keys":[{"kty":"oct","alg":"HS256","kid":"s","k":"c2VjcmV0"}]}"#
        let policy = Fixture.issuer.policy()
        let withOctets = try IDTokenValidator(policy: policy, keys: JWKSet(parsing: octets))
        let token = Fixture.issuer.token(at: Fixture.issuedAt, secret: "secret") { header, _ in
            header["kid"] = .string("s")
        }
        #expect(withOctets.verdict(on: token, at: Fixture.now).code == .unsupportedAlgorithm)
    }

    @Test func `A shortened, lengthened or empty code is no MAC`() throws {
        let validator = try Fixture.validator()
        let token = Fixture.issuer.token(at: Fixture.issuedAt, secret: Fixture.secret)
        let stop = try #require(token.lastIndex(of: "."))
        let input = token[..<stop]
        let code = try #require(Base64URL.decodeReference(token[token.index(after: stop)...].utf8))
        let damages: [[UInt8]] = [
            Array(code.prefix(16)), code.dropLast(), code + [0], [0], [UInt8](repeating: 0, count: 32), code + code,
        ]
        for damaged in damages {
            #expect(
                validator.verdict(on: "\(input).\(Base64URL.encode(damaged))", at: Fixture.now).code
                    == .invalidSignature
            )
        }
        for bit in 0..<256 {
            var flipped = code
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(
                validator.verdict(on: "\(input).\(Base64URL.encode(flipped))", at: Fixture.now).code
                    == .invalidSignature
            )
        }
    }
}
