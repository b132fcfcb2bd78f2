import IDTokenTesting
import Synchronization
import Testing

@testable import IDTokenCore

@Suite struct ES256PublicKeyTableTests {
    @Test func `The reference engine never gets a table`() throws {
        let key = try Fixture.publicKey(TestSigningKey(seed: "reference only"))
        for _ in 0..<200 { #expect(key.table(for: .reference) == nil) }
        let table = key.table.load()
        #expect(table == nil)
    }

    @Test func `The accelerated engine builds its table at the first use`() throws {
        let key = try Fixture.publicKey(TestSigningKey(seed: "at once"))
        #expect(key.table(for: .accelerated) != nil)
        #expect(key.table(for: .reference) == nil)
        #expect(key.table(for: .automatic) != nil)
    }

    @Test func `Automatic judges by the reference engine until the table is there, and by the other then`() async throws
    {
        var issuer = TestIssuer(seed: "automatic")
        issuer.rotateKey(keepingOld: false)
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
        let token = issuer.token(at: Fixture.issuedAt)
        let forged = issuer.token(
            at: Fixture.issuedAt,
            by: TestSigningKey(seed: "x", keyIdentifier: issuer.signingKey.keyIdentifier)
        )
        #expect(validator.verdict(on: token, at: Fixture.now).engine == .reference)
        let wanted: SignatureEngine = ES256SelfTest.isWorthwhile ? .accelerated : .reference
        var verdict = validator.verdict(on: token, at: Fixture.now)
        for _ in 0..<6000 {
            verdict = validator.verdict(on: token, at: Fixture.now)
            #expect(verdict.isValid)
            #expect(validator.verdict(on: forged, at: Fixture.now).code == .invalidSignature)
            if verdict.engine == .accelerated { break }
            try await Task.sleep(for: .milliseconds(5))
            if wanted == .reference { break }
        }
        #expect(verdict.engine == wanted)
        #expect(validator.verdict(on: forged, at: Fixture.now).engine == wanted)
    }

    @Test func `Prewarming in the background asks for usable keys alone`() async throws {
        let good = TestSigningKey(seed: "prewarm")
        let set = try Fixture.set(good.publicJWK, ["kty": .string("RSA")], good.publicJWK.with("use", .string("enc")))
        set.prewarmInBackground()
        set.prewarmInBackground()
        let key = try #require(set.keys[0].publicKey)
        for _ in 0..<6000 where key.table.load() == nil && ES256SelfTest.isWorthwhile {
            try await Task.sleep(for: .milliseconds(10))
        }
        let isBuilt = key.table.load() != nil
        #expect(isBuilt == ES256SelfTest.isWorthwhile)
        #expect(set.prewarm() == (ES256SelfTest.isWorthwhile ? 1 : 0))
    }
}
