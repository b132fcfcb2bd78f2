/// Why a token was not accepted, as one stable code.
///
/// A token has exactly one code: that of the first rule that fails, in the order in which the codes are
/// listed in ``allCodes``. The ``rawValue`` strings are a contract: they appear in the command line's JSON,
/// in HTTP answers, in test vectors and as metric labels, and do not change between releases.
///
/// More codes may be added, so this is a structure and not an enumeration: a `switch` over it needs a default.
public struct ReasonCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The position of the code in the order of judgement; also its index in ``allCodes``.
    package let index: UInt8

    private init(index: UInt8) {
        self.index = index
    }

    /// Finds the code with a stable string, or returns `nil` for a string that is no code.
    public init?(rawValue: String) {
        guard let index = Self.names.firstIndex(of: rawValue) else { return nil }
        self.index = UInt8(index)
    }

    /// The stable string, for example `expired`.
    public var rawValue: String { Self.names[Int(index)] }

    /// The stable string.
    public var description: String { rawValue }

    /// Who has to act: the sender of the token, the operator of the keys, or the author of the configuration.
    public var failureClass: FailureClass {
        switch self {
        case .keysUnavailable: .keys
        case .invalidKey: .policy
        default: .token
        }
    }

    /// Compares the positions: the strings, by which `RawRepresentable` would compare, are needed only outside.
    public static func == (first: ReasonCode, second: ReasonCode) -> Bool {
        first.index == second.index
    }

    /// Hashes the position.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(index)
    }

    /// Every code, in the order in which the rules are judged.
    public static let allCodes: [ReasonCode] = names.indices.map { ReasonCode(index: UInt8($0)) }

    /// The token is longer than the limit.
    public static let tokenTooLarge = ReasonCode(index: 0)
    /// Not three non-empty segments, or header or payload is not one well-formed JSON object (RFC 7515 §3.1,
    /// RFC 7519 §7.2).
    public static let malformedToken = ReasonCode(index: 1)
    /// A segment is not strict, unpadded base64url (RFC 7515 §2).
    public static let invalidBase64URL = ReasonCode(index: 2)
    /// A member name occurs twice in one object of header or payload (RFC 7515 §4, RFC 7519 §4).
    public static let duplicateMember = ReasonCode(index: 3)
    /// `alg` is missing, is no string, is `none`, or is not allowed by the policy (RFC 8725 §3.1).
    public static let unsupportedAlgorithm = ReasonCode(index: 4)
    /// `crit` is present, and no extension is understood (RFC 7515 §4.1.11).
    public static let criticalHeader = ReasonCode(index: 5)
    /// `typ` is present and is not that of a JWT (RFC 7519 §5.1, RFC 8725 §3.11).
    public static let unexpectedType = ReasonCode(index: 6)
    /// The key identifier is not in the key set, or there is none and not exactly one candidate key.
    public static let unknownKey = ReasonCode(index: 7)
    /// The key is not for this algorithm or not for verifying (RFC 7517 §4).
    public static let keyMismatch = ReasonCode(index: 8)
    /// A claim that is read has the wrong JSON type or is out of range.
    public static let invalidClaim = ReasonCode(index: 9)
    /// A claim that must be there is absent (OpenID Connect Core §2).
    public static let missingClaim = ReasonCode(index: 10)
    /// `iss` is not exactly the issuer (OpenID Connect Core §3.1.3.7, rule 2).
    public static let issuerMismatch = ReasonCode(index: 11)
    /// No `aud` is one of ours (OpenID Connect Core §3.1.3.7, rule 3).
    public static let audienceMismatch = ReasonCode(index: 12)
    /// `azp` is present and is not one of ours (OpenID Connect Core §3.1.3.7, rules 4 and 5).
    public static let authorizedPartyMismatch = ReasonCode(index: 13)
    /// The time is at or after `exp` plus the leeway (OpenID Connect Core §3.1.3.7, rule 9).
    public static let expired = ReasonCode(index: 14)
    /// `nbf` or `iat` lies in the future by more than the leeway (RFC 7519 §4.1.5 and §4.1.6).
    public static let notYetValid = ReasonCode(index: 15)
    /// The authentication or the token is older than the policy allows (OpenID Connect Core §3.1.3.7, rules 10
    /// and 13).
    public static let tooOld = ReasonCode(index: 16)
    /// `sub` is not the expected subject.
    public static let subjectMismatch = ReasonCode(index: 17)
    /// `nonce` is not the expected nonce, or is there though none may be (OpenID Connect Core §3.1.3.7, rule 11).
    public static let nonceMismatch = ReasonCode(index: 18)
    /// The signature has the wrong length, is out of range, or does not verify (RFC 7515 §5.2).
    public static let invalidSignature = ReasonCode(index: 19)
    /// Everything holds, but the nonce was already used, was never issued, or has lapsed.
    public static let nonceReplayed = ReasonCode(index: 20)
    /// No key set has been loaded, or it is older than the policy trusts; judged where ``unknownKey`` is.
    public static let keysUnavailable = ReasonCode(index: 21)
    /// A key, secret or policy given by configuration cannot be used.
    public static let invalidKey = ReasonCode(index: 22)

    private static let names: [String] = [
        "token_too_large", "malformed_token", "invalid_base64url", "duplicate_member", "unsupported_algorithm",
        "critical_header", "unexpected_type", "unknown_key", "key_mismatch", "invalid_claim", "missing_claim",
        "issuer_mismatch", "audience_mismatch", "authorized_party_mismatch", "expired", "not_yet_valid", "too_old",
        "subject_mismatch", "nonce_mismatch", "invalid_signature", "nonce_replayed", "keys_unavailable", "invalid_key",
    ]
}
