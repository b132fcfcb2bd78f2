/// What an ES256 signature must be before any arithmetic: r ‖ s, 32 bytes each (RFC 7518 §3.4), with 1 ≤ r, s < n
/// (FIPS 186-5 §6.4.2, step 1).
enum ES256Signature {
    /// The length of r ‖ s.
    static let byteCount = 64

    /// Whether the bytes are two numbers in range. DER and anything longer or shorter is not.
    @inline(__always)
    static func isInRange(_ signature: RawSpan) -> Bool {
        guard signature.byteCount == byteCount else { return false }
        let r = Words256(bigEndian: signature)
        let s = Words256(bigEndian: signature.extracting(32...))
        return !r.isZero && !s.isZero && r < P256Curve.orderWords && s < P256Curve.orderWords
    }
}
