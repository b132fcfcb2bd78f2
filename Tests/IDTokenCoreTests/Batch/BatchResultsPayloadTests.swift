import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct BatchResultsPayloadTests {
    @Test func `The payload of a valid token comes as it was sent, and of any other nothing`() throws {
        let validator = try Fixture.validator()
        let key = Fixture.issuer.signingKey
        let text = " " + Fixture.issuer.claims(at: Fixture.issuedAt).text + "\n"
        let header = Array(TestSigner.es256(key).header.text.utf8)
        let spaced = TestToken.compact(header: header, payload: Array(text.utf8), signedBy: .es256(key))
        let byOther = Fixture.issuer.token(at: Fixture.issuedAt, by: TestSigningKey(seed: "other"))
        let expired = Fixture.issuer.token(at: Fixture.issuedAt - 100_000)
        let results = validator.validateBatch([spaced, byOther, expired, "x"], at: Fixture.now)
        let payloads = results.indices.map { index in
            var output: [UInt8] = [0x2A]
            results.appendPayload(of: index, to: &output)
            return output
        }
        #expect(payloads == [[0x2A] + Array(text.utf8), [0x2A], [0x2A], [0x2A]])
    }

    @Test func `The key of a valid ES256 token is named, and no other`() throws {
        let validator = try Fixture.validator()
        let tokens = [
            Fixture.issuer.token(at: Fixture.issuedAt),
            Fixture.issuer.token(at: Fixture.issuedAt, secret: Fixture.secret),
            Fixture.issuer.token(at: Fixture.issuedAt - 100_000),
        ]
        let results = validator.validateBatch(tokens, at: Fixture.now)
        let names = results.indices.map { results.keyIdentifier(of: $0) }
        #expect(names == [Fixture.issuer.signingKey.keyIdentifier, nil, nil])
    }
}
