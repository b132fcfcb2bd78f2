extension IDTokenError {
    /// Explains a failure of a token's syntax.
    init(syntax rejection: Rejection, limits: InputLimits) {
        self.init(
            rejection,
            expected: rejection.code == .tokenTooLarge ? "at most \(limits.maximumTokenBytes) bytes" : nil
        )
    }

    /// Explains a failure in a sentence that needs nothing of the token.
    init(_ rejection: Rejection, expected: String? = nil, actual: String? = nil) {
        self.init(
            rejection.code,
            claim: rejection.member.spelling,
            expected: expected,
            actual: actual,
            message: Self.sentence(rejection)
        )
    }

    /// The same failure, while a refresh of the key set is on its way that could mend it.
    func whileRefreshIsPending() -> IDTokenError {
        IDTokenError(
            code,
            claim: claim,
            expected: expected,
            actual: actual,
            message: message + " A refresh of the key set is pending.",
            isRefreshPending: true,
            retryAfterSeconds: retryAfterSeconds
        )
    }

    /// What a code means, in one sentence.
    static func sentence(_ rejection: Rejection) -> String {
        let claim = rejection.member.spelling ?? "a claim"
        return switch rejection.code {
        case .tokenTooLarge: "The token is longer than the limit."
        case .malformedToken where rejection.member == .keyIdentifier: "The kid of the header is no string."
        case .malformedToken: "The token is no compact JWS of two JSON objects and a signature."
        case .invalidBase64URL: "A segment of the token is not strict base64url without padding."
        case .duplicateMember: "The header or the payload names a member twice."
        case .unsupportedAlgorithm: "The alg of the header is missing or not one that the policy allows."
        case .criticalHeader: "The header has crit, and no critical extension is understood."
        case .unexpectedType: "The typ of the header is not that of a JWT."
        case .unknownKey where rejection.member == .none:
            "The token names an audience of ours that has no shared secret."
        case .unknownKey: "The key set has no key for the token."
        case .keyMismatch: "The key that the token names cannot verify ES256."
        case .invalidClaim: "The claim \(claim) has the wrong JSON type or is out of range."
        case .missingClaim: "The token has no claim \(claim)."
        case .issuerMismatch: "The token is of another issuer."
        case .audienceMismatch: "The token is for another audience."
        case .authorizedPartyMismatch: "The token was issued to another party."
        case .expired: "The token has expired."
        case .notYetValid: "The token is not valid yet."
        case .tooOld where rejection.member == .authenticationTime: "The user authenticated too long ago."
        case .tooOld: "The token was issued too long ago."
        case .subjectMismatch: "The token is of another subject."
        case .nonceMismatch: "The nonce of the token is not the expected one."
        case .invalidSignature: "The signature does not verify."
        case .nonceReplayed: "The nonce was already used, was never issued, or has lapsed."
        case .keysUnavailable: "No trusted key set is available."
        default: "The token was refused."
        }
    }
}
