public import IDTokenCore

/// An ID token of LINE Login that was judged and is believed, with what it says of the user.
///
/// There is no other way to get one than a ``LINEValidator``.
public struct LINEIDToken: Sendable {
    /// The token as every issuer's tokens are.
    public let token: ValidatedIDToken
    /// The channel that it is for, one of the validator's.
    public let channelID: String
    /// What keeps it from being used again.
    public let replayProtection: LINEReplayProtection
    /// What it says of the user.
    public let claims: LINEClaims

    init(token: ValidatedIDToken, channelID: String, replayProtection: LINEReplayProtection) {
        self.token = token
        self.channelID = channelID
        self.replayProtection = replayProtection
        claims = LINEClaims(token)
    }

    /// How the user came to log in.
    public var flow: LINELoginFlow {
        switch token.algorithm {
        case .es256: .app
        case .hs256: .web
        }
    }
}

/// What keeps an ID token from being used again.
public enum LINEReplayProtection: String, Sendable, Hashable, CaseIterable {
    /// Its nonce was spent in a store: nobody can use the token again.
    case nonceSpent
    /// Its nonce is the expected one; the caller sees to it that this is used once only.
    case nonceCompared
    /// It has no nonce, and its content was noted as used: nobody can use it again where the note is kept.
    case usedOnce
    /// Nothing but its age: it can be used again until it is too old.
    case ageAlone
}
