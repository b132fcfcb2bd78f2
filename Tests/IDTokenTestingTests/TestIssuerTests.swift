import IDTokenCore
import IDTokenTesting
import Testing

struct TestIssuerTests {
    private let time: Int64 = 1_767_225_600

    private func code(_ token: String, _ issuer: TestIssuer, nonce: String? = nil) throws -> ReasonCode? {
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
        return validator.verdict(on: token, nonce: nonce, at: NumericDate(seconds: time)).code
    }

    @Test func `An ES256 token is accepted with the published keys`() throws {
        let issuer = TestIssuer()
        #expect(try code(issuer.token(nonce: "n-1", at: time), issuer, nonce: "n-1") == nil)
    }

    @Test func `An HS256 token is accepted with its secret and refused with another`() throws {
        let issuer = TestIssuer()
        let token = issuer.token(at: time, secret: "0123456789abcdef0123456789abcdef")
        for (secret, expected) in [("0123456789abcdef0123456789abcdef", nil), ("x", ReasonCode.invalidSignature)] {
            let validator = try IDTokenValidator(
                policy: issuer.policy(algorithms: [.hs256]),
                secrets: [SharedSecret(secret, audience: issuer.audience)]
            )
            #expect(validator.verdict(on: token, at: NumericDate(seconds: time)).code == expected)
        }
    }

    @Test func `Claims and header are changed before they are signed`() throws {
        let issuer = TestIssuer()
        let late = issuer.token(at: time) { _, claims in claims["exp"] = .number(String(time)) }
        let unnamed = issuer.token(at: time) { header, _ in header["kid"] = .string("other") }
        let nameless = issuer.token(at: time) { header, _ in header["kid"] = nil }
        #expect(try code(late, issuer) == .expired)
        #expect(try code(unnamed, issuer) == .unknownKey)
        #expect(try code(nameless, issuer) == nil)
    }

    @Test func `After a planned rotation old tokens stay good, after a compromise they do not`() throws {
        var issuer = TestIssuer()
        let old = issuer.token(at: time)
        issuer.rotateKey()
        #expect(try code(old, issuer) == nil)
        #expect(try code(issuer.token(at: time), issuer) == nil)
        issuer.rotateKey(keepingOld: false)
        #expect(try code(old, issuer) == .unknownKey)
        #expect(try code(issuer.token(at: time), issuer) == nil)
    }

    @Test func `The same issuer mints the same bytes again`() {
        #expect(TestIssuer().token(at: time) == TestIssuer().token(at: time))
        #expect(TestIssuer().keySet == TestIssuer().keySet)
        #expect(TestIssuer(seed: "other").keySet != TestIssuer().keySet)
    }

    @Test func `A signature and segments of one's own are put together unchecked`() throws {
        let issuer = TestIssuer()
        let signer = TestSigner.es256(issuer.signingKey)
        let claims = issuer.claims(at: time)
        let zeros = TestToken.compact(
            header: signer.header,
            claims: claims,
            signature: [UInt8](repeating: 0, count: 64)
        )
        let padded = TestToken.compact(headerSegment: "e30=", payloadSegment: "e30", signedBy: signer)
        let array = TestToken.compact(
            header: Array(signer.header.text.utf8),
            payload: Array("[]".utf8),
            signedBy: signer
        )
        #expect(try code(zeros, issuer) == .invalidSignature)
        #expect(try code(padded, issuer) == .invalidBase64URL)
        #expect(try code(array, issuer) == .malformedToken)
    }
}
