/// What became of the attempt to spend a nonce.
public enum NonceOutcome: Hashable, Sendable {
    /// The nonce was issued, was unspent, and is spent now: this caller, and no other, may go on.
    case consumed
    /// The nonce was not spent by this call.
    case refused(NonceRefusal)
}

/// Why a nonce could not be spent: for logs and alarms. Outside, all of these are ``ReasonCode/nonceReplayed``, because
/// whoever presents a token need not learn which nonces this server knows.
public enum NonceRefusal: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// It has been spent before: somebody presents a token a second time.
    case replayed
    /// The store does not know it: it is made up, of another server, or lapsed so long ago that it is forgotten.
    case neverIssued = "never_issued"
    /// It was not spent before its lifetime ended.
    case lapsed
    /// It was issued for another session. It stays unspent, so that a stranger cannot use it up.
    case bindingDiffers = "binding_differs"

    /// The stable string, for example `never_issued`.
    public var description: String { rawValue }
}
