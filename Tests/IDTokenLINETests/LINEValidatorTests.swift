import IDTokenCore
import IDTokenLINE
import IDTokenTesting
import Testing

struct LINEValidatorTests {
    private let issuer = TestIssuer()
    private let time: Int64 = 1_767_225_600
    private var now: NumericDate { NumericDate(seconds: time) }
    private static let secret = "0123456789abcdef0123456789abcdef"
    private static let other = TestIssuer(audience: "2222222222")

    private func validator(
        _ channels: [LINEChannel]? = nil,
        liff: LINEValidationOptions.LIFFTokens = .refused
    ) throws -> LINEValidator {
        try LINEValidator(
            channels: channels ?? [LINEChannel("1234567890"), LINEChannel("2222222222", secrets: [Self.secret])],
            keys: JWKSet(parsing: issuer.keySet),
            options: LINEValidationOptions(liffTokens: liff)
        )
    }

    private func code(_ body: () throws -> LINEIDToken) -> ReasonCode? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? IDTokenError)?.code
        }
    }

    // MARK: Flows and channels

    @Test func `A token of an app is accepted with its nonce`() throws {
        let token = try validator().validate(issuer.token(nonce: "n-1", at: time), nonce: "n-1", at: now)
        #expect(token.flow == .app)
        #expect(token.channelID == "1234567890")
        #expect(token.claims.userID == TestIssuer.defaultSubject)
        #expect(token.replayProtection == .nonceCompared)
    }

    @Test func `A token of a web login is accepted for the channel that has a secret, and for no other`() throws {
        let validator = try validator()
        let web = Self.other.token(nonce: "n-1", at: time, secret: Self.secret)
        let token = try validator.validate(web, nonce: "n-1", at: now)
        #expect(token.flow == .web)
        #expect(token.channelID == "2222222222")
        let forged = issuer.token(nonce: "n-1", at: time, secret: Self.secret)
        #expect(code { try validator.validate(forged, nonce: "n-1", at: now) } == .unknownKey)
    }

    @Test func `Without any secret web logins are refused`() throws {
        let validator = try validator([LINEChannel("1234567890"), LINEChannel("2222222222")])
        for secret in [Self.secret, "", "2222222222"] {
            let token = Self.other.token(nonce: "n-1", at: time, secret: secret)
            #expect(code { try validator.validate(token, nonce: "n-1", at: now) } == .unsupportedAlgorithm)
        }
    }

    @Test func `A channel's secret vouches for its own tokens alone, and two overlap while it is changed`() throws {
        let validator = try LINEValidator(webChannels: [
            LINEChannel("1234567890", secrets: ["first", "second"]), LINEChannel("2222222222", secrets: ["third"]),
        ])
        for (issuer, secret, isValid) in [
            (issuer, "first", true), (issuer, "second", true), (issuer, "third", false),
            (Self.other, "third", true), (Self.other, "first", false), (Self.other, "", false),
        ] {
            let token = issuer.token(nonce: "n-1", at: time, secret: secret)
            let expected: ReasonCode? = isValid ? nil : .invalidSignature
            #expect(code { try validator.validate(token, nonce: "n-1", at: now) } == expected)
        }
        let app = issuer.token(nonce: "n-1", at: time)
        #expect(code { try validator.validate(app, nonce: "n-1", at: now) } == .unsupportedAlgorithm)
    }

    @Test func `A token of a channel that is none of ours is refused`() throws {
        let stranger = TestIssuer(audience: "3333333333")
        let token = stranger.token(nonce: "n-1", at: time)
        #expect(code { try validator().validate(token, nonce: "n-1", at: now) } == .audienceMismatch)
    }

    @Test func `Clocks may differ by what LINE's own SDKs allow`() throws {
        let validator = try validator()
        let token = issuer.token(nonce: "n-1", at: time)
        for (moment, expected) in [
            (time - 301, ReasonCode.notYetValid), (time - 300, nil), (time + 3899, nil), (time + 3900, .expired),
        ] {
            #expect(code { try validator.validate(token, nonce: "n-1", at: NumericDate(seconds: moment)) } == expected)
        }
    }

    @Test func `Where a fresh login is asked for, auth_time decides, and must be there`() throws {
        let options = LINEValidationOptions(leeway: 0, maximumAuthenticationAge: 600)
        let validator = try LINEValidator(
            channels: [LINEChannel("1234567890")],
            keys: JWKSet(parsing: issuer.keySet),
            options: options
        )
        let cases: [(age: Int64?, code: ReasonCode?)] = [(0, nil), (600, nil), (601, .tooOld), (nil, .missingClaim)]
        for (age, expected) in cases {
            let token = issuer.token(nonce: "n-1", at: time) { _, claims in
                claims["auth_time"] = age.map { JSONValue.number("\(time - $0)") }
            }
            #expect(code { try validator.validate(token, nonce: "n-1", at: now) } == expected)
        }
    }

    @Test func `Another user than the expected one is refused`() throws {
        let token = issuer.token(nonce: "n-1", at: time)
        #expect(code { try validator().validate(token, nonce: "n-1", userID: "U2", at: now) } == .subjectMismatch)
    }

    @Test func `A configuration that cannot work is refused`() throws {
        let keys = try JWKSet(parsing: issuer.keySet)
        #expect(throws: IDTokenError.self) { try LINEValidator(channels: [], keys: keys) }
        #expect(throws: IDTokenError.self) { try LINEChannel("") }
        #expect(throws: IDTokenError.self) { try LINEChannel("1234567890", secrets: [""]) }
        #expect(throws: IDTokenError.self) {
            try LINEValidator(channels: [LINEChannel("1"), LINEChannel("1", secrets: ["s"])], keys: keys)
        }
        #expect(throws: IDTokenError.self) {
            try LINEValidator(channels: [LINEChannel("1234567890-abcdefgh")], keys: keys)
        }
        #expect(throws: IDTokenError.self) { try LINEValidator(webChannels: [LINEChannel("1234567890")]) }
        #expect(throws: IDTokenError.self) {
            try LINEValidator(
                webChannels: [LINEChannel("1", secrets: ["s"])],
                options: LINEValidationOptions(liffTokens: .accepted(maximumTokenAge: nil))
            )
        }
        #expect(throws: IDTokenError.self) {
            try LINEValidator(
                channels: [LINEChannel("1")],
                keys: keys,
                options: LINEValidationOptions(liffTokens: .accepted(maximumTokenAge: -1))
            )
        }
    }

    // MARK: Nonces

    @Test func `A login without its nonce is refused`() throws {
        let validator = try validator()
        let (with, without) = (issuer.token(nonce: "n-1", at: time), issuer.token(at: time))
        #expect(code { try validator.validate(with, nonce: "n-2", at: now) } == .nonceMismatch)
        #expect(code { try validator.validate(with, nonce: "N-1", at: now) } == .nonceMismatch)
        #expect(code { try validator.validate(with, nonce: "", at: now) } == .nonceMismatch)
        #expect(code { try validator.validate(without, nonce: "n-1", at: now) } == .nonceMismatch)
        #expect(code { try validator.validate(without, nonce: "", at: now) } == .nonceMismatch)
    }

    @Test func `A nonce from a store is spent by the token`() async throws {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let nonce = try await store.issue(binding: "session", at: now).value
        let token = issuer.token(nonce: nonce, at: time)
        let accepted = try await validator.validate(token, nonce: nonce, binding: "session", at: now, spending: store)
        #expect(accepted.replayProtection == .nonceSpent)
        await #expect(throws: LoginError.nonceRefused(.replayed)) {
            try await validator.validate(token, nonce: nonce, binding: "session", at: now, spending: store)
        }
    }

    // MARK: LIFF

    @Test func `Tokens of LIFF apps are refused unless they are asked for`() async throws {
        let (validator, store) = (try validator(), InMemoryTokenUseStore())
        let token = issuer.token(at: time)
        #expect(code { try validator.validateLIFF(token, at: now) } == .nonceMismatch)
        await #expect(throws: LoginError.self) { try await validator.validateLIFF(token, at: now, usingOnce: store) }
        #expect(store.count == 0)
    }

    @Test func `Where they are asked for, logins still need their nonce`() throws {
        let validator = try validator(liff: .accepted(maximumTokenAge: nil))
        let token = issuer.token(at: time)
        #expect(try validator.validateLIFF(token, at: now).replayProtection == .ageAlone)
        #expect(code { try validator.validate(token, nonce: "n-1", at: now) } == .nonceMismatch)
    }

    @Test func `Nobody takes a login's token to the LIFF entrance to get around its nonce`() throws {
        let validator = try validator(liff: .accepted(maximumTokenAge: nil))
        let signer = TestSigner.es256(issuer.signingKey)
        let escaped = issuer.claims(nonce: "n-1", at: time).text.replacing(#""nonce""#, with: #""n\u006fnce""#)
        #expect(escaped.contains(#"\u006f"#))
        for token in [
            issuer.token(nonce: "n-1", at: time), issuer.token(nonce: "", at: time),
            TestToken.compact(header: Array(signer.header.text.utf8), payload: Array(escaped.utf8), signedBy: signer),
        ] {
            #expect(code { try validator.validateLIFF(token, at: now) } == .nonceMismatch)
        }
        let web = Self.other.token(at: time, secret: Self.secret)
        #expect(code { try validator.validateLIFF(web, at: now) } == .unsupportedAlgorithm)
    }

    @Test func `A token of a LIFF app is accepted up to its maximum age and no longer`() throws {
        let validator = try validator(liff: .accepted(maximumTokenAge: 600))
        let token = issuer.token(at: time)
        #expect(code { try validator.validateLIFF(token, at: now.advanced(bySeconds: 900)) } == nil)
        #expect(code { try validator.validateLIFF(token, at: now.advanced(bySeconds: 901)) } == .tooOld)
        let login = issuer.token(nonce: "n-1", at: time)
        #expect(code { try validator.validate(login, nonce: "n-1", at: now.advanced(bySeconds: 901)) } == nil)
    }

    @Test func `A token of a LIFF app can be used once only`() async throws {
        let (validator, store) = (try validator(liff: .accepted(maximumTokenAge: 600)), InMemoryTokenUseStore())
        let token = issuer.token(at: time)
        #expect(try await validator.validateLIFF(token, at: now, usingOnce: store).replayProtection == .usedOnce)
        await #expect(throws: LoginError.tokenAlreadyUsed) {
            try await validator.validateLIFF(token, at: now, usingOnce: store)
        }
    }
}
