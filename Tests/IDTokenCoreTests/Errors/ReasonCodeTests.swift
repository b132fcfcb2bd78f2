import Testing

@testable import IDTokenCore

@Suite struct ReasonCodeTests {
    /// The published strings in the order of judgement, with who has to act.
    private static let contract: [(ReasonCode, String, FailureClass)] = [
        (.tokenTooLarge, "token_too_large", .token), (.malformedToken, "malformed_token", .token),
        (.invalidBase64URL, "invalid_base64url", .token), (.duplicateMember, "duplicate_member", .token),
        (.unsupportedAlgorithm, "unsupported_algorithm", .token), (.criticalHeader, "critical_header", .token),
        (.unexpectedType, "unexpected_type", .token), (.unknownKey, "unknown_key", .token),
        (.keyMismatch, "key_mismatch", .token),
        (.invalidClaim, "invalid_claim", .token), (.missingClaim, "missing_claim", .token),
        (.issuerMismatch, "issuer_mismatch", .token), (.audienceMismatch, "audience_mismatch", .token),
        (.authorizedPartyMismatch, "authorized_party_mismatch", .token), (.expired, "expired", .token),
        (.notYetValid, "not_yet_valid", .token), (.tooOld, "too_old", .token),
        (.subjectMismatch, "subject_mismatch", .token),
        (.nonceMismatch, "nonce_mismatch", .token), (.invalidSignature, "invalid_signature", .token),
        (.nonceReplayed, "nonce_replayed", .token), (.keysUnavailable, "keys_unavailable", .keys),
        (.invalidKey, "invalid_key", .policy),
    ]

    @Test func `Every code has its published string, its place and its class`() {
        #expect(ReasonCode.allCodes == Self.contract.map(\.0))
        for (code, string, failureClass) in Self.contract {
            #expect(code.rawValue == string)
            #expect(code.description == string)
            #expect(code.failureClass == failureClass)
            #expect(ReasonCode(rawValue: string) == code)
        }
        #expect(Set(ReasonCode.allCodes).count == 23)
    }

    @Test(arguments: ["", "Expired", "expired ", "EXPIRED", "not_judged", "invalid_base64URL", "expired\u{0}"])
    func `Any other string is no code`(_ string: String) {
        #expect(ReasonCode(rawValue: string) == nil)
    }
}
