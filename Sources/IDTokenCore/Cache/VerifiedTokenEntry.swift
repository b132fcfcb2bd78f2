/// What one entry of a ``VerifiedTokenCache`` says: this signing input and this signature, verified by this key of this
/// key set for this policy.
struct VerifiedTokenEntry {
    static let wordCount = 16

    /// Expiry, key, key set, policy, digest (4 words), signature (8 words).
    private(set) var words = InlineArray<16, UInt64>(repeating: 0)

    /// An entry of nothing, to hold a place.
    init() {}

    /// Makes an entry; the signature has 64 bytes.
    ///
    /// - Parameter expiration: The token's `exp`, by which the cache decides what to forget first.
    init(
        digest: SHA256Digest,
        signature: RawSpan,
        keySerial: Int,
        keySetGeneration: UInt64,
        policySerial: Int,
        expiration: NumericDate
    ) {
        words[0] = UInt64(bitPattern: expiration.seconds)
        words[1] = UInt64(truncatingIfNeeded: keySerial)
        words[2] = keySetGeneration
        words[3] = UInt64(truncatingIfNeeded: policySerial)
        for index in 0..<4 { words[4 + index] = digest.octets.littleEndianWord(at: 8 * index) }
        for index in 0..<8 { words[8 + index] = signature.littleEndianWord(at: 8 * index) }
    }

    /// Picks the bucket: the digest is evenly spread, and s makes a token's many signatures differ.
    var hash: UInt64 { words[4] ^ words[12] }
}
