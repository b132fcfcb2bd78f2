/// What an app sends to its server to log a user in. Its description shows no token and no nonce.
public enum LINECredential: Sendable, CustomStringConvertible, CustomReflectable {
    /// The ID token of a login by app or web, with the nonce that this server issued for it and, if that was bound to a
    /// session, what identifies the session.
    case idToken(String, nonce: String, binding: String? = nil)
    /// The ID token of a LIFF app, which has no nonce.
    case liffIDToken(String)
    /// An access token.
    case accessToken(String)

    /// Which of the three it is.
    public var description: String {
        switch self {
        case .idToken: "ID token"
        case .liffIDToken: "ID token of a LIFF app"
        case .accessToken: "access token"
        }
    }

    /// Shows nothing to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
