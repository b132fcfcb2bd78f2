/// A failed rule as two bytes: thrown on the hot path, where formatting a text would cost more than the rule.
///
/// ``IDTokenError`` is made from it only when somebody asks.
struct Rejection: Error, Hashable {
    let code: ReasonCode
    let member: MemberName

    init(_ code: ReasonCode, _ member: MemberName = .none) {
        self.code = code
        self.member = member
    }
}

/// The header members and claims that rules are about.
enum MemberName: UInt8, Sendable {
    case none, algorithm, critical, type, keyIdentifier
    case issuer, subject, audience, authorizedParty, expiration, notBefore, issuedAt, authenticationTime, nonce
    /// A claim that only the policy names.
    case required

    /// The name as RFC 7515, RFC 7519 and OpenID Connect Core spell it.
    var spelling: String? {
        switch self {
        case .none, .required: nil
        case .algorithm: "alg"
        case .critical: "crit"
        case .type: "typ"
        case .keyIdentifier: "kid"
        case .issuer: "iss"
        case .subject: "sub"
        case .audience: "aud"
        case .authorizedParty: "azp"
        case .expiration: "exp"
        case .notBefore: "nbf"
        case .issuedAt: "iat"
        case .authenticationTime: "auth_time"
        case .nonce: "nonce"
        }
    }
}
