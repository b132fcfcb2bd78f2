/// A number used once: what ties an ID token to one login attempt (OpenID Connect Core §3.1.2.1 and §15.5.2).
///
/// It has 256 random bits, so that nobody can guess one and no two are ever equal. It is no secret to whoever holds the
/// token, but as long as it is unspent it is worth something: its description does not show it.
public struct Nonce: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// How long a nonce may take to come back unless told otherwise: ten minutes, enough to type a password and a
    /// second factor.
    public static let defaultLifetime = 600

    /// The longest lifetime in seconds: thirty days. A login attempt takes minutes; more would only fill the store.
    public static let maximumLifetime = 2_592_000

    /// The text to send as `nonce` in the authentication request: 43 characters of base64url.
    public let value: String
    /// From then on the nonce cannot be spent; a whole second.
    public let expiration: NumericDate

    /// Makes a nonce of 32 random bytes.
    ///
    /// - Parameters:
    ///   - lifetime: Seconds for which it can be spent, from 1 to ``maximumLifetime``, counted from the next whole
    ///     second.
    ///   - now: The time of issuing.
    /// - Throws: ``NonceStoreError`` if the lifetime is out of range or the system has no randomness to give.
    public init(lifetime: Int = Nonce.defaultLifetime, at now: NumericDate) throws(NonceStoreError) {
        guard (1...Self.maximumLifetime).contains(lifetime) else { throw .invalidLifetime }
        guard let bytes = SecureRandom.bytes(32) else { throw .noRandomness }
        value = Base64URL.encode(bytes)
        let start = now.nanoseconds == 0 ? now.seconds : now.seconds + 1
        expiration = NumericDate(seconds: start).advanced(bySeconds: Int64(lifetime))
    }

    /// Says when the nonce lapses, and not what it is.
    public var description: String { "Nonce(expiration: \(expiration))" }

    /// Shows the expiration alone to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["expiration": expiration]) }
}
