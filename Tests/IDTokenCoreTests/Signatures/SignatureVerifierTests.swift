import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct SignatureVerifierTests {
    private static let signer = TestSigningKey(seed: "raw")

    private static func code(_ body: () throws(IDTokenError) -> Void) -> ReasonCode? {
        do {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: EngineChoice.allCases)
    func `A raw signature is judged by its range and by the engine`(_ engine: EngineChoice) throws {
        let key = try Fixture.set(Self.signer.publicJWK).keys[0]
        let signature = Self.signer.signature(of: [1])
        func judge(_ signature: [UInt8], _ message: [UInt8]) -> ReasonCode? {
            Self.code { () throws(IDTokenError) in
                try SignatureVerifier.verifyES256(signature, of: message, by: key, engine: engine)
            }
        }
        #expect(judge(signature, [1]) == nil)
        #expect(judge(signature, [2]) == .invalidSignature)
        #expect(judge(signature, []) == .invalidSignature)
        #expect(judge([], [1]) == .invalidSignature)
        #expect(judge(signature + [0], [1]) == .invalidSignature)
        #expect(judge([UInt8](repeating: 0, count: 64), [1]) == .invalidSignature)
    }

    @Test func `A key that cannot be used is an error of its own`() throws {
        let signature = Self.signer.signature(of: [1])
        let entries = [
            Self.signer.publicJWK.with("use", .string("enc")), Self.signer.publicJWK.with("alg", .string("ES384")),
            ["kty": .string("oct"), "k": .string("AA")], Self.signer.publicJWK.with("y", Self.signer.publicJWK["x"]),
        ]
        for entry in entries {
            let key = try Fixture.set(entry).keys[0]
            let code = Self.code { () throws(IDTokenError) in
                try SignatureVerifier.verifyES256(signature, of: [1], by: key, engine: .reference)
            }
            #expect(code == .invalidKey)
        }
    }

    @Test func `A compact JWS is judged by its syntax, its header and its signature, whatever its payload`() throws {
        let key = VerificationKey.publicKey(try Fixture.set(Self.signer.publicJWK).keys[0])
        func judge(_ header: String, by signer: TestSigner = .es256(Self.signer)) -> ReasonCode? {
            let token = TestToken.compact(header: Array(header.utf8), payload: Array("no JSON".utf8), signedBy: signer)
            return Self.code { () throws(IDTokenError) in
                try SignatureVerifier.verify(jws: Array(token.utf8), by: key, engine: .reference)
            }
        }
        #expect(judge(#"{"alg":"ES256"}"#) == nil)
        #expect(judge(#"{"alg":"HS256"}"#) == .unsupportedAlgorithm)
        #expect(judge(#"{"alg":"none"}"#) == .unsupportedAlgorithm)
        #expect(judge(#"{"alg":"ES256","crit":[]}"#) == .criticalHeader)
        #expect(judge(#"{"alg":"ES256","alg":"ES256"}"#) == .duplicateMember)
        #expect(judge(#"{"alg":"ES256""#) == .malformedToken)
        #expect(judge(#"{"alg":"ES256"}"#, by: .es256(TestSigningKey(seed: "other"))) == .invalidSignature)
        #expect(judge(#"{"alg":"ES256"}"#, by: .hs256(Self.signer.x)) == .invalidSignature)
    }

    @Test func `A secret verifies HS256 alone`() throws {
        let secret = try SharedSecret("s", audience: "a")
        let key = VerificationKey.secret(secret)
        func judge(_ algorithm: String, by signer: TestSigner) -> ReasonCode? {
            let header = Array(#"{"alg":"\#(algorithm)"}"#.utf8)
            let token = TestToken.compact(header: header, payload: [1], signedBy: signer)
            return Self.code { () throws(IDTokenError) in
                try SignatureVerifier.verify(jws: Array(token.utf8), by: key, engine: .reference)
            }
        }
        #expect(judge("HS256", by: .hs256("s")) == nil)
        #expect(judge("HS256", by: .hs256("t")) == .invalidSignature)
        #expect(judge("ES256", by: .es256(Self.signer)) == .unsupportedAlgorithm)
        #expect(judge("HS256", by: .es256(Self.signer)) == .invalidSignature)
    }
}
