import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct IDTokenValidatorHeldKeysTests {
    private func validator(_ provider: StubKeySetProvider) throws -> IDTokenValidator {
        try IDTokenValidator(policy: Fixture.issuer.policy(), keyProvider: provider)
    }

    @Test func `Keys that are held now judge a token at any time, and no provider is asked again`() throws {
        let provider = StubKeySetProvider(reading: .keys(try JWKSet(parsing: Fixture.issuer.keySet)))
        let held = try validator(provider).holdingKeys(of: Fixture.now)
        let token = Fixture.issuer.token(at: Fixture.issuedAt)
        #expect(held.verdict(on: token, at: Fixture.now).isValid)
        #expect(held.verdict(on: token, at: NumericDate(seconds: Fixture.issuedAt + 90_000)).code == .expired)
        #expect(provider.readingCount == 1)
    }

    @Test func `A token of an unknown key asks nobody for a refresh`() throws {
        let provider = StubKeySetProvider(reading: .keys(try JWKSet(parsing: #"{"keys":[]}"#)))
        let held = try validator(provider).holdingKeys(of: Fixture.now)
        let token = Fixture.issuer.token(at: Fixture.issuedAt)
        #expect(held.verdict(on: token, at: Fixture.now).code == .unknownKey)
        #expect(provider.unknownKeyCount == 0)
    }

    @Test func `Keys that are not there now are not there`() throws {
        let provider = StubKeySetProvider(reading: .unavailable(retryAfterSeconds: 7))
        let held = try validator(provider).holdingKeys(of: Fixture.now)
        let token = Fixture.issuer.token(at: Fixture.issuedAt)
        #expect(throws: IDTokenError.code(.keysUnavailable)) { try held.validate(token, at: Fixture.now) }
    }

    @Test func `A key set names the key of a token`() throws {
        let set = try JWKSet(parsing: Fixture.issuer.keySet)
        let kid = try #require(set.keys[0].keyIdentifier)
        #expect(set.key(for: kid)?.thumbprint == set.keys[0].thumbprint)
        #expect(set.key(for: nil)?.thumbprint == set.keys[0].thumbprint)
        #expect(set.key(for: kid + "x") == nil)
    }
}
