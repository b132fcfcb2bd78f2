public import IDTokenCore

/// Why a credential did not lead to a user. It holds no token and no nonce, so it may be logged.
public enum LINELoginError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The ID token was not accepted, or its nonce could not be spent.
    case idToken(LoginError)
    /// The access token was not accepted, or LINE could not be asked.
    case accessToken(LINEAPIError)
    /// This server takes no access tokens.
    case accessTokensNotTaken

    /// The stable code.
    public var code: String {
        switch self {
        case .idToken(let error): error.code
        case .accessToken(let error): error.code.rawValue
        case .accessTokensNotTaken: "access_tokens_not_taken"
        }
    }

    /// Whether the credential was found bad: a server answers 401. Otherwise nobody's can be judged now, another attempt
    /// may succeed, and a server answers 503.
    public var isRefusal: Bool {
        switch self {
        case .idToken(let error): error.rejection?.code.failureClass == .token
        case .accessToken(let error): error.isRefusal
        case .accessTokensNotTaken: true
        }
    }

    /// One sentence that may be told to whoever sent the credential: it does not say which nonces this server knows.
    public var message: String {
        switch self {
        case .idToken(.storeUnavailable(let error)): error.message
        case .idToken(let error): error.rejection?.message ?? ""
        case .accessToken(let error): error.message
        case .accessTokensNotTaken: "This server takes no access tokens."
        }
    }

    /// The whole reason in one line, for the server's own log.
    public var description: String {
        switch self {
        case .idToken(let error): error.description
        case .accessToken(let error): error.description
        case .accessTokensNotTaken: "\(code): \(message)"
        }
    }
}
