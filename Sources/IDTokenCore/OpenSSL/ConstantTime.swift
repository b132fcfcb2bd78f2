internal import COpenSSL

/// Comparisons whose duration does not tell where two byte sequences differ.
enum ConstantTime {
    /// Whether two byte sequences are equal. Their lengths are not hidden.
    @inline(__always)
    static func equal(_ first: RawSpan, _ second: RawSpan) -> Bool {
        guard first.byteCount == second.byteCount else { return false }
        return unsafe first.withUnsafeBytes { left in
            unsafe second.withUnsafeBytes { right in
                unsafe CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}
