/// Remembers which tokens have been used: replay protection for tokens that have no nonce.
///
/// Of any number of calls for one content at the same time, exactly one is told ``TokenUse/first``. A store refuses
/// before it forgets a token that could still be accepted.
public protocol TokenUseStore: Sendable {
    /// Notes a use of a token.
    ///
    /// - Parameters:
    ///   - token: What identifies the token's content.
    ///   - end: From then on the token is refused for its age anyway, and need not be remembered.
    ///   - now: The time of the use.
    /// - Throws: ``NonceStoreError`` if the store cannot tell, for example because it is full. The token must then not be
    ///   accepted.
    func use(
        _ token: SigningInputDigest,
        until end: NumericDate,
        at now: NumericDate
    ) async throws(NonceStoreError) -> TokenUse
}

/// Whether a token has been used before.
public enum TokenUse: Hashable, Sendable {
    /// This was the first use, and it is remembered: this caller, and no other, may go on.
    case first
    /// The token has been used before.
    case repeated
}
