import IDTokenCore
import IDTokenTesting
import Testing

@testable import IDTokenJWKS

@Suite struct LintAndDifferenceTests {
    private func rules(_ entries: String...) throws -> [String] {
        try KeySetLint(Array("{\"keys\":[\(entries.joined(separator: ","))]}".utf8)).findings.map(\.rule)
    }

    private func jwk(_ number: Int, as name: String? = nil) -> String {
        let key = TestKeySets.key(number)
        return (name.map { key.named($0) } ?? key).publicJWK.text
    }

    @Test func `A sound set has nothing to remark`() throws {
        #expect(try rules(jwk(0), jwk(1)) == [])
    }

    @Test func `Faults are found by their rule`() throws {
        #expect(try rules() == ["empty_set"])
        #expect(try rules("{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AA\"}", jwk(0)) == ["unusable_key", "symmetric_key"])
        #expect(try rules(jwk(0).replacing("{\"kty\"", with: "{\"d\":\"AA\",\"kty\"")) == ["private_member"])
        #expect(try rules(jwk(0), jwk(0)) == ["repeated_key"])
        #expect(try rules(jwk(0), jwk(0, as: "other")) == ["renamed_key"])
        #expect(try rules(jwk(0, as: "k"), jwk(1, as: "k")) == ["no_usable_key", "ambiguous_kid", "ambiguous_kid"])
        let weak = "{\"kty\":\"RSA\",\"kid\":\"r\",\"e\":\"AQAB\",\"n\":\"\(String(repeating: "_", count: 86))8\"}"
        #expect(try rules(weak, jwk(0)) == ["unusable_key", "weak_key"])
    }

    @Test func `A key for other purposes is no error`() throws {
        let lint = try KeySetLint(
            Array("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"kid\":\"e\"},\(jwk(0))]}".utf8)
        )
        #expect(lint.isUsable)
        #expect(lint.findings.map(\.severity) == [.warning])
    }

    @Test func `What is no key set cannot be looked through`() {
        #expect(throws: IDTokenError.self) { try KeySetLint(Array("<html>".utf8)) }
    }

    private func set(_ entries: String...) throws -> JWKSet {
        try JWKSet(parsing: "{\"keys\":[\(entries.joined(separator: ","))]}")
    }

    @Test func `Added, removed and replaced keys are told apart`() throws {
        let difference = KeySetDifference(
            from: try set(jwk(0), jwk(1), jwk(2, as: "k")),
            to: try set(jwk(1), jwk(3), jwk(4, as: "k"))
        )
        #expect(difference.added.map(\.keyIdentifier) == [TestKeySets.key(3).keyIdentifier])
        #expect(difference.removed.map(\.keyIdentifier) == [TestKeySets.key(0).keyIdentifier])
        #expect(difference.replaced.map(\.keyIdentifier) == ["k"])
        #expect(difference.lost.map(\.keyIdentifier) == [TestKeySets.key(0).keyIdentifier, "k"])
        #expect(!difference.isEmpty)
    }

    @Test func `The same keys in another order are no difference`() throws {
        #expect(KeySetDifference(from: try set(jwk(0), jwk(1)), to: try set(jwk(1), jwk(0))).isEmpty)
    }

    @Test func `It is told which tokens would break`() throws {
        let old = try set(jwk(0), jwk(1), jwk(2, as: "k"))
        let new = try set(jwk(1), jwk(3), jwk(4, as: "k"))
        let difference = KeySetDifference(from: old, to: new)
        #expect(difference.breaksTokens(keyIdentifier: TestKeySets.key(0).keyIdentifier))
        #expect(difference.breaksTokens(keyIdentifier: "k"))
        #expect(!difference.breaksTokens(keyIdentifier: TestKeySets.key(1).keyIdentifier))
        #expect(!difference.breaksTokens(keyIdentifier: "never known"))
        #expect(!difference.breaksTokens(keyIdentifier: nil))
        #expect(KeySetDifference(from: try set(jwk(0)), to: new).breaksTokens(keyIdentifier: nil))
    }

    @Test func `A key that becomes ambiguous breaks its tokens`() throws {
        let difference = KeySetDifference(from: try set(jwk(0, as: "k")), to: try set(jwk(0, as: "k"), jwk(1, as: "k")))
        #expect(difference.breaksTokens(keyIdentifier: "k"))
        #expect(difference.becameUnusable.count == 1)
    }
}
