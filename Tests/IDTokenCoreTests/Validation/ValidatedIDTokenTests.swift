import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct ValidatedIDTokenTests {
    @Test func `Every claim is what the issuer wrote`() throws {
        let key = Fixture.issuer.signingKey
        let token = Fixture.issuer.token(nonce: "n-1", at: Fixture.issuedAt) { _, claims in
            claims["azp"] = .string(Fixture.audience)
            claims["auth_time"] = .number("1767225599.5")
            claims["nbf"] = .number("1.7672256e9")
            claims["acr"] = .string("urn:x")
            claims["amr"] = .array([.string("pwd"), .string("mfa")])
            claims["weight"] = .number("1.50")
        }
        let validated = try Fixture.validator(engine: .reference).validate(token, nonce: "n-1", at: Fixture.now)
        #expect(validated.issuer == "https://access.line.me")
        #expect(validated.subject == Fixture.subject)
        #expect(validated.audiences == [Fixture.audience])
        #expect(validated.authorizedParty == Fixture.audience)
        #expect(validated.nonce == "n-1")
        #expect(validated.expiration == NumericDate(seconds: Fixture.issuedAt + 3600))
        #expect(validated.issuedAt == NumericDate(seconds: Fixture.issuedAt))
        #expect(validated.notBefore == NumericDate(seconds: 1_767_225_600))
        #expect(validated.authenticationTime == NumericDate(seconds: 1_767_225_599, nanoseconds: 500_000_000))
        #expect(validated.authenticationContextClass == "urn:x")
        #expect(validated.authenticationMethods == ["pwd", "mfa"])
        #expect(validated["weight"] == .number("1.50"))
        #expect(validated["absent"] == nil)
        #expect(validated.keyIdentifier == key.keyIdentifier)
        #expect(validated.key?.thumbprint == key.thumbprint)
        #expect(validated.algorithm == .es256)
        #expect(validated.engine == .reference)
        let segments = token.split(separator: ".")
        #expect(validated.header == Base64URL.decodeReference(segments[0].utf8))
        #expect(validated.payload == Base64URL.decodeReference(segments[1].utf8))
    }

    @Test func `An HS256 token shows no key, and absent claims are absent`() throws {
        let token = Fixture.issuer.token(at: Fixture.issuedAt, secret: Fixture.secret)
        let validated = try Fixture.validator().validate(token, at: Fixture.now)
        #expect(validated.key == nil)
        #expect(validated.keyIdentifier == nil)
        #expect(validated.engine == .mac)
        #expect(validated.nonce == nil)
        #expect(validated.notBefore == nil)
        #expect(validated.authenticationTime == nil)
        #expect(validated.authorizedParty == nil)
        var dumped = ""
        dump(validated, to: &dumped)
        #expect(!dumped.contains(Fixture.secret))
    }

    @Test func `A validated token keeps its own bytes when other tokens are judged after it`() throws {
        let validator = try Fixture.validator()
        let kept = try validator.validate(Fixture.issuer.token(subject: "first", at: Fixture.issuedAt), at: Fixture.now)
        for index in 0..<50 {
            let long = String(repeating: "s", count: index * 150 + 1)
            _ = try validator.validate(Fixture.issuer.token(subject: long, at: Fixture.issuedAt), at: Fixture.now)
            _ = validator.verdict(on: "e30.e30.AA", at: Fixture.now)
        }
        #expect(kept.subject == "first")
        #expect(kept["sub"] == .string("first"))
    }

    @Test func `Several audiences are given in their order`() throws {
        let token = Fixture.issuer.token(at: Fixture.issuedAt) { _, claims in
            claims["aud"] = .array([.string("b"), .string(Fixture.audience), .string("a\n")])
        }
        #expect(try Fixture.validator().validate(token, at: Fixture.now).audiences == ["b", Fixture.audience, "a\n"])
    }
}
