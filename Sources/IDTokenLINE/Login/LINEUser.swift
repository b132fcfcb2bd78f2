public import IDTokenCore

/// A user of LINE as a server may write it into its database: every word of it comes from LINE, none from the app.
///
/// There is no other way to get one than from a token that was judged.
public struct LINEUser: Sendable, Hashable {
    /// How it was proven who the user is.
    public enum Proof: Sendable, Hashable {
        /// By an ID token, judged here.
        case idToken(algorithm: SigningAlgorithm, LINEReplayProtection)
        /// By an access token, judged by LINE, which is good for some more seconds. It is not tied to a login attempt:
        /// whoever has it can present it until then.
        case accessToken(expiresIn: Int)
    }

    /// The user ID, unique within the provider that the channel belongs to.
    public let userID: String
    /// The display name, if the user's consent covers it.
    public let displayName: String?
    /// The URL of the profile picture, if there is one. It is foreign text: look at it before use.
    public let pictureURL: String?
    /// The e-mail address, from ID tokens with scope `email` only. LINE does not say whether it was verified.
    public let email: String?
    /// The channel that the user logged in to, one of ours.
    public let channelID: String
    /// How it was proven who the user is.
    public let proof: Proof

    /// The user of an ID token that was judged.
    public init(_ token: LINEIDToken) {
        userID = token.claims.userID
        displayName = token.claims.name
        pictureURL = token.claims.picture
        email = token.claims.email
        channelID = token.channelID
        proof = .idToken(algorithm: token.token.algorithm, token.replayProtection)
    }

    init(_ status: LINEAccessTokenStatus, _ profile: LINEProfile) {
        userID = profile.userID
        displayName = profile.displayName
        pictureURL = profile.pictureURL
        email = nil
        channelID = status.channelID
        proof = .accessToken(expiresIn: status.expiresIn)
    }
}
