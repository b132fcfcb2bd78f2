/// Why a token did not lead to a login, where its nonce or the token itself may be used once only.
///
/// It holds no token, no nonce and no secret, so it may be logged. ``rejection`` is what may be told outside.
public enum LoginError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The token was rejected on its own; nothing was spent.
    case rejected(IDTokenError)
    /// Everything holds, but the nonce could not be spent.
    case nonceRefused(NonceRefusal)
    /// Everything holds, but a token of the same content has been used before.
    case tokenAlreadyUsed
    /// Everything holds, but the store could not tell. The token is neither accepted nor found bad: a server answers 503.
    case storeUnavailable(NonceStoreError)

    /// What may be told to whoever sent the token: one code for all ways in which a nonce or token can be used up; `nil`
    /// if the token was not found bad.
    public var rejection: IDTokenError? {
        switch self {
        case .rejected(let error): error
        case .nonceRefused: IDTokenError(Rejection(.nonceReplayed, .nonce))
        case .tokenAlreadyUsed: IDTokenError(.nonceReplayed, message: "The token has been used before.")
        case .storeUnavailable: nil
        }
    }

    /// The stable code: a ``ReasonCode``, or that of the store's failure.
    public var code: String {
        if case .storeUnavailable(let error) = self { return error.code.rawValue }
        return rejection?.code.rawValue ?? ReasonCode.nonceReplayed.rawValue
    }

    /// The whole reason in one line, for the server's own log.
    public var description: String {
        switch self {
        case .rejected(let error): error.description
        case .nonceRefused(let refusal): "\(ReasonCode.nonceReplayed): The nonce was refused: \(refusal)."
        case .tokenAlreadyUsed: "\(ReasonCode.nonceReplayed): The token has been used before."
        case .storeUnavailable(let error): error.description
        }
    }
}
