/// Comparisons whose duration does not tell where two byte sequences differ.
enum ConstantTime {
    /// Whether two byte sequences are equal. Their lengths are not hidden.
    ///
    /// All differences are gathered in one word, eight bytes at a time, and only the word is looked at: there is nothing
    /// to branch on before the end. `CRYPTO_memcmp` does the same byte by byte, which for the 32 bytes of a MAC is a tenth
    /// of the time that the MAC takes.
    @inline(__always)
    static func equal(_ first: RawSpan, _ second: RawSpan) -> Bool {
        let count = first.byteCount
        guard count == second.byteCount else { return false }
        var differences: UInt64 = 0
        var offset = 0
        // Safe: a word is read only where eight bytes are left in both, a byte only below their common count.
        while offset &+ 8 <= count {
            let left = unsafe first.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            let right = unsafe second.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            differences |= left ^ right
            offset &+= 8
        }
        while offset < count {
            let left = unsafe first.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
            let right = unsafe second.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
            differences |= UInt64(left ^ right)
            offset &+= 1
        }
        return differences == 0
    }
}
