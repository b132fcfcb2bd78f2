public import IDTokenCore

/// What an ID token of LINE Login says of the user.
///
/// A claim that is absent, or has another type than LINE documents, is `nil`: none of those here decides whether the
/// token is believed. LINE adds members and changes their order as it likes; others are in ``ValidatedIDToken``.
public struct LINEClaims: Sendable, Hashable {
    /// `sub`: the user ID, unique within the provider that the channel belongs to.
    public let userID: String
    /// `name`: the display name, with scope `profile`.
    public let name: String?
    /// `picture`: the URL of the profile picture, with scope `profile`. It is foreign text: look at it before use.
    public let picture: String?
    /// `email`, with scope `email`. LINE does not say whether it was verified.
    public let email: String?
    /// `amr`: how the user logged in; empty if LINE does not say.
    public let authenticationMethods: [LINEAuthenticationMethod]
    /// `auth_time`: when the user logged in, if `max_age` was asked for.
    public let authenticationTime: NumericDate?
    /// What LINE Profile+ adds, or `nil` if the token has nothing of it.
    public let profilePlus: LINEProfilePlus?

    /// Reads the claims: linear in the length of the payload.
    public init(_ token: ValidatedIDToken) {
        let payload = token.payloadValue
        userID = token.subject
        name = payload["name"]?.stringValue
        picture = payload["picture"]?.stringValue
        email = payload["email"]?.stringValue
        let methods = payload["amr"]?.arrayValue ?? []
        authenticationMethods = methods.compactMap { $0.stringValue.map { LINEAuthenticationMethod(rawValue: $0) } }
        authenticationTime = token.authenticationTime
        profilePlus = LINEProfilePlus(payload)
    }
}

/// How a user logged in to LINE; LINE may add more.
public struct LINEAuthenticationMethod: RawRepresentable, Sendable, Hashable {
    /// The text in `amr`.
    public let rawValue: String

    /// Takes a text of `amr`.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// By e-mail address and password.
    public static let password = LINEAuthenticationMethod(rawValue: "pwd")
    /// Automatically, by the app.
    public static let autoLogin = LINEAuthenticationMethod(rawValue: "lineautologin")
    /// By a QR code that the app read.
    public static let qrCode = LINEAuthenticationMethod(rawValue: "lineqr")
    /// By a login that the browser still had.
    public static let singleSignOn = LINEAuthenticationMethod(rawValue: "linesso")
    /// With a second factor.
    public static let multiFactor = LINEAuthenticationMethod(rawValue: "mfa")
}
