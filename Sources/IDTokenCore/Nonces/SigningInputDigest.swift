/// What identifies the content of a token: the SHA-256 digest of its header and payload as they were signed
/// (RFC 7515 §5.1, step 5).
///
/// The digest of the whole token would not do: from an ES256 signature (r, s) anybody can make (r, n − s), which verifies
/// as well, and so a second token of the same content.
public struct SigningInputDigest: Hashable, Sendable {
    package let digest: SHA256Digest

    /// Takes the digest of everything before the last full stop of a compact token; the token may be anything.
    public init(of token: String) {
        self.init(of: Array(token.utf8))
    }

    /// Takes the digest of everything before the last full stop of a compact token; the token may be anything.
    public init(of token: [UInt8]) {
        let end = token.lastIndex(of: UInt8(ascii: ".")) ?? token.endIndex
        digest = SHA256State.digest(of: token.span.octets.extracting(0..<end))
    }

    /// The 32 bytes of the digest.
    public var bytes: [UInt8] { digest.bytes }
}
