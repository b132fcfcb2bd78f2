/// A secret shared with the issuer, by which HS256 tokens for one audience are verified (OpenID Connect Core §3.1.3.7,
/// rule 8).
///
/// It is a type of its own, so that no public key can take its place. Its bytes are hashed into a key schedule at once
/// and not kept; nothing shows them or a thumbprint of them.
public struct SharedSecret: Sendable, CustomStringConvertible, CustomReflectable {
    /// The audience (the client identifier) whose tokens the secret can vouch for.
    public let audience: String
    /// Whether the secret has fewer than the 32 bytes that RFC 7518 §3.2 asks of an HS256 key. It can be used all the
    /// same: the issuer chooses it.
    public let isShorterThanRecommended: Bool

    let key: HMACSHA256Key

    /// Takes the bytes of a secret as they are. LINE's channel secret is used as its characters, not hex-decoded.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the secret or the audience is empty.
    public init(_ bytes: Span<UInt8>, audience: String) throws(IDTokenError) {
        guard !bytes.isEmpty else {
            throw IDTokenError(.invalidKey, expected: "a secret", message: "The shared secret is empty.")
        }
        guard !audience.isEmpty else {
            throw IDTokenError(.invalidKey, expected: "an audience", message: "A shared secret has no audience.")
        }
        self.audience = audience
        isShorterThanRecommended = bytes.count < 32
        key = HMACSHA256Key(bytes)
    }

    /// Takes the bytes of a secret; see ``init(_:audience:)-(Span<UInt8>,_)``.
    public init(_ bytes: [UInt8], audience: String) throws(IDTokenError) {
        try self.init(bytes.span, audience: audience)
    }

    /// Takes the characters of a secret as UTF-8; see ``init(_:audience:)-(Span<UInt8>,_)``.
    public init(_ characters: String, audience: String) throws(IDTokenError) {
        try self.init(characters.utf8.span, audience: audience)
    }

    /// Names the audience, never the secret.
    public var description: String { "SharedSecret(audience: \(audience))" }

    /// Shows the audience alone to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["audience": audience]) }
}
