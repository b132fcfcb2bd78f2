/// Strict, unpadded base64url (RFC 4648 §5, RFC 7515 §2).
///
/// Every byte sequence has exactly one accepted spelling: padding, `+`, `/`, white space, an impossible length and
/// non-zero trailing bits are refused. Anything less gives one signature sixteen spellings.
///
/// The fast path turns eight characters into six bytes with eight table reads and no branch: each of four tables
/// holds the six bits of a character already shifted to their place in a 24-bit group, and marks characters outside
/// of the alphabet in bit 31, which is looked at once at the end. It is measured against ``decodeReference(_:)``.
package enum Base64URL {
    /// The fast path, with its tables at hand: who decodes often keeps one, because asking for a shared value costs a
    /// check every time.
    @safe
    struct Decoder {
        private let table = unsafe Base64URLTables.shared.base

        /// Decodes a segment; see ``Base64URL/decode(_:into:_:)``.
        @inline(__always)
        func decode(_ segment: RawSpan, into output: inout MutableRawSpan) -> Int? {
            unsafe Base64URL.decode(segment, into: &output, table)
        }
    }

    /// Decodes a segment to the front of `output` and returns the number of bytes, or `nil` if it is not strict
    /// base64url.
    ///
    /// `output` must hold at least `decodedCapacity(segment.byteCount)` bytes; a shorter one is refused as well.
    @inline(__always)
    private static func decode(
        _ segment: RawSpan,
        into output: inout MutableRawSpan,
        _ table: UnsafePointer<UInt32>
    ) -> Int? {
        let count = segment.byteCount
        let remainder = count & 3
        guard remainder != 1, output.byteCount >= decodedCapacity(count) else { return nil }
        var seen: UInt32 = 0
        var read = 0
        var written = 0
        // Safe: read + 8 <= count, and written + 8 <= decodedCapacity(count), which adds room for a wide last store.
        while read &+ 8 <= count {
            let word = unsafe UInt64(
                littleEndian: segment.unsafeLoadUnaligned(fromUncheckedByteOffset: read, as: UInt64.self)
            )
            let first = unsafe group(UInt32(truncatingIfNeeded: word), table)
            let second = unsafe group(UInt32(truncatingIfNeeded: word &>> 32), table)
            seen |= first | second
            let bits = UInt64(first & 0xFF_FFFF) &<< 40 | UInt64(second & 0xFF_FFFF) &<< 16
            unsafe output.storeBytes(of: bits.bigEndian, toUncheckedByteOffset: written, as: UInt64.self)
            read &+= 8
            written &+= 6
        }
        if read &+ 4 <= count {
            let word = unsafe UInt32(
                littleEndian: segment.unsafeLoadUnaligned(fromUncheckedByteOffset: read, as: UInt32.self)
            )
            let bits = unsafe group(word, table)
            seen |= bits
            unsafe output.storeBytes(of: (bits &<< 8).bigEndian, toUncheckedByteOffset: written, as: UInt32.self)
            read &+= 4
            written &+= 3
        }
        if remainder >= 2 {
            // 'A' stands for six zero bits; what it completes is cut off, but its neighbours' spare bits show in it.
            let a = UInt32(segment.octet(at: read))
            let b = UInt32(segment.octet(at: read &+ 1))
            let c =
                remainder == 3
                ? UInt32(segment.octet(at: read &+ 2)) : UInt32(UInt8(ascii: "A"))
            let bits = unsafe group(a | b &<< 8 | c &<< 16 | UInt32(UInt8(ascii: "A")) &<< 24, table)
            seen |= bits
            let spare: UInt32 = remainder == 2 ? 0xFFFF : 0xFF
            guard bits & spare == 0 else { return nil }
            unsafe output.storeBytes(of: (bits &<< 8).bigEndian, toUncheckedByteOffset: written, as: UInt32.self)
            written &+= remainder &- 1
        }
        return seen & Base64URLTables.outsideAlphabet == 0 ? written : nil
    }

    /// How many bytes of room ``Decoder/decode(_:into:)`` needs for a segment of `count` characters: three bytes for four
    /// characters, and eight more because the last store is wider than what it keeps.
    @inline(__always)
    static func decodedCapacity(_ count: Int) -> Int {
        count / 4 * 3 + 3 + 8
    }

    @inline(__always)
    private static func group(_ characters: UInt32, _ table: UnsafePointer<UInt32>) -> UInt32 {
        // Safe: each index is one byte plus the start of its 256-entry table.
        unsafe table[Int(characters & 0xFF)]
            | table[256 &+ Int(characters &>> 8 & 0xFF)]
            | table[512 &+ Int(characters &>> 16 & 0xFF)]
            | table[768 &+ Int(characters &>> 24)]
    }
}

/// Four tables of 256 entries: the six bits of a character at each of the four places of a 24-bit group.
@safe
private final class Base64URLTables: Sendable {
    static let shared = Base64URLTables()

    /// Set in the entries of all characters that are not in the alphabet.
    static let outsideAlphabet: UInt32 = 0x8000_0000

    /// The first entry; never freed, as the one instance lives as long as the process.
    nonisolated(unsafe) let base: UnsafePointer<UInt32>

    private init() {
        let entries = UnsafeMutablePointer<UInt32>.allocate(capacity: 1024)
        for character in 0..<256 {
            let bits = Base64URL.bits(of: UInt8(character))
            for place in 0..<4 {
                let shift = UInt32(18 - 6 * place)
                unsafe (entries + (256 * place + character)).initialize(
                    to: bits.map { UInt32($0) << shift } ?? Self.outsideAlphabet
                )
            }
        }
        unsafe base = UnsafePointer(entries)
    }
}
