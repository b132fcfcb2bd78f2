public import IDTokenCore

/// How a user came to log in with LINE, which decides the algorithm of the ID token.
public enum LINELoginFlow: String, Sendable, Hashable, CaseIterable {
    /// A native app with LINE's SDK, or a LIFF app: the token is signed by a key of LINE's key set.
    case app
    /// A web login: the token is signed by the channel secret, its characters taken as bytes and not as hexadecimal
    /// digits. Anybody who knows the channel secret can make such a token.
    case web

    /// The algorithm of the flow's ID tokens.
    public var algorithm: SigningAlgorithm {
        switch self {
        case .app: .es256
        case .web: .hs256
        }
    }
}
