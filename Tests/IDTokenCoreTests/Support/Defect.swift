import IDTokenTesting

@testable import IDTokenCore

/// Each way in which a token can fail a rule, in the order in which the rules are judged.
enum Defect: Int, CaseIterable, Comparable {
    case size, segments, base64URL, headerSyntax, headerTwice, payloadSyntax, payloadTwice
    case algorithm, critical, type, unknownKey, unusableKey, claimType, claimMissing
    case issuer, audience, party, expired, issuedInFuture, authenticatedLongAgo, issuedLongAgo, subject, nonce,
        signature

    static func < (first: Defect, second: Defect) -> Bool { first.rawValue < second.rawValue }

    /// The code of the rule.
    var code: ReasonCode {
        switch self {
        case .size: .tokenTooLarge
        case .segments, .headerSyntax, .payloadSyntax: .malformedToken
        case .base64URL: .invalidBase64URL
        case .headerTwice, .payloadTwice: .duplicateMember
        case .algorithm: .unsupportedAlgorithm
        case .critical: .criticalHeader
        case .type: .unexpectedType
        case .unknownKey: .unknownKey
        case .unusableKey: .keyMismatch
        case .claimType: .invalidClaim
        case .claimMissing: .missingClaim
        case .issuer: .issuerMismatch
        case .audience: .audienceMismatch
        case .party: .authorizedPartyMismatch
        case .expired: .expired
        case .issuedInFuture: .notYetValid
        case .authenticatedLongAgo, .issuedLongAgo: .tooOld
        case .subject: .subjectMismatch
        case .nonce: .nonceMismatch
        case .signature: .invalidSignature
        }
    }

    /// Whether two defects are about the same claim, so that a token cannot have both.
    func excludes(_ other: Defect) -> Bool {
        Set([self, other]) == [.issuedInFuture, .issuedLongAgo]
    }
}

/// A token with any defects, and the validator that would accept it without.
struct DefectiveToken {
    static let expectedNonce = "nonce-that-is-expected"
    static let actualNonce = "nonce-that-is-not-expected"
    static let otherSubject = "Uffffffffffffffffffffffffffffffff"
    private static let unusable = TestSigningKey(seed: "unusable", keyIdentifier: "unusable")

    let token: String
    let defects: Set<Defect>

    /// Makes a token that fails exactly these rules.
    init(_ defects: Set<Defect>, signedBy signer: TestSigner = .es256(Fixture.issuer.signingKey)) {
        self.defects = defects
        var header = signer.header
        let issuedAt = Fixture.issuedAt
        var claims = Fixture.issuer.claims(nonce: Self.expectedNonce, at: issuedAt)
        claims["email"] = .string("taro@example.com")
        claims["auth_time"] = .number("\(issuedAt)")
        claims["azp"] = .string(Fixture.audience)

        if defects.contains(.algorithm) { header["alg"] = .string("none") }
        if defects.contains(.critical) { header["crit"] = .array([.string("exp")]) }
        if defects.contains(.type) { header["typ"] = .string("at+jwt") }
        if defects.contains(.unusableKey) { header["kid"] = .string("unusable") }
        if defects.contains(.unknownKey) { header["kid"] = .string("nobody") }
        if defects.contains(.claimType) { claims["nbf"] = .string("0") }
        if defects.contains(.claimMissing) { claims["email"] = nil }
        if defects.contains(.issuer) { claims["iss"] = .string("https://access.line.me/") }
        if defects.contains(.audience) { claims["aud"] = .array([.string("1234567891"), .string("123456789")]) }
        if defects.contains(.party) { claims["azp"] = .string("someone") }
        if defects.contains(.expired) { claims["exp"] = .number("\(issuedAt - 1)") }
        if defects.contains(.issuedLongAgo) { claims["iat"] = .number("\(issuedAt - 1_000_000)") }
        if defects.contains(.issuedInFuture) { claims["iat"] = .number("\(issuedAt + 1_000_000)") }
        if defects.contains(.authenticatedLongAgo) { claims["auth_time"] = .number("1") }
        if defects.contains(.nonce) { claims["nonce"] = .string(Self.actualNonce) }
        if defects.contains(.size) { claims["filler"] = .string(String(repeating: "x", count: 20_000)) }

        var headerText = header.text
        if defects.contains(.headerTwice) { headerText = "{\"x\":1,\"\\u0078\":1," + headerText.dropFirst() }
        if defects.contains(.headerSyntax) { headerText += "}" }
        var payloadText = claims.text
        if defects.contains(.payloadTwice) { payloadText = "{\"x\":{\"y\":1,\"y\":1}," + payloadText.dropFirst() }
        if defects.contains(.payloadSyntax) { payloadText += "," }
        var token = TestToken.compact(
            header: Array(headerText.utf8),
            payload: Array(payloadText.utf8),
            signedBy: signer
        )
        if defects.contains(.signature), let stop = token.lastIndex(of: ".") {
            let place = token.index(stop, offsetBy: 5)
            token.replaceSubrange(place...place, with: token[place] == "A" ? "B" : "A")
        }
        if defects.contains(.base64URL) { token += "=" }
        if defects.contains(.segments) { token += ".AA" }
        self.token = token
    }

    /// The subject that the caller expects of this token.
    var expectedSubject: String {
        defects.contains(.subject) ? Self.otherSubject : Fixture.subject
    }

    /// The policy that every rule needs something of.
    static func policy(algorithms: Set<SigningAlgorithm>) -> ValidationPolicy {
        var policy = Fixture.issuer.policy(algorithms: algorithms)
        policy.maximumAuthenticationAge = 3600
        policy.maximumTokenAge = 3600
        policy.requiredClaims = ["email"]
        policy.nonceRule = .required
        return policy
    }

    /// A validator that accepts a token without defects.
    static func validator(engine: EngineChoice = .automatic) throws -> IDTokenValidator {
        let keys = Fixture.keySet(Fixture.issuer.signingKey.publicJWK, unusable.publicJWK.with("use", .string("enc")))
        return try IDTokenValidator(
            policy: policy(algorithms: [.es256, .hs256]),
            keys: JWKSet(parsing: keys),
            secrets: [SharedSecret(Fixture.secret, audience: Fixture.audience)],
            engine: engine
        )
    }

    /// The code that the bare verdict has, or `nil` if the token is valid.
    func code(by validator: IDTokenValidator) -> ReasonCode? {
        validator.verdict(on: token, nonce: Self.expectedNonce, subject: expectedSubject, at: Fixture.now).code
    }

    /// The error that validating throws.
    func error(by validator: IDTokenValidator) -> IDTokenError? {
        do {
            _ = try validator.validate(token, nonce: Self.expectedNonce, subject: expectedSubject, at: Fixture.now)
            return nil
        } catch {
            return error
        }
    }
}
