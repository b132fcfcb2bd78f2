internal import CSIMD

/// Strict, unpadded base64url (RFC 4648 §5, RFC 7515 §2).
///
/// Every byte sequence has exactly one accepted spelling: padding, `+`, `/`, white space, an impossible length and
/// non-zero trailing bits are refused. Anything less gives one signature sixteen spellings.
///
/// The fast path takes blocks of 32 characters by byte shuffles where the processor has AVX2, and what is left eight
/// characters at a time with eight table reads and no branch: each of four tables holds the six bits of a character
/// already shifted to their place in a 24-bit group, and marks characters outside of the alphabet in bit 31, which is
/// looked at once at the end. Both are measured against and compared with ``decodeReference(_:)``.
package enum Base64URL {
    /// The fast path, with its tables at hand: who decodes often keeps one, because asking for a shared value costs a
    /// check every time.
    @safe
    struct Decoder {
        private let table = unsafe Base64URLTables.shared.base
        private let hasAVX2 = idtoken_has_avx2() != 0

        /// Decodes a segment; see ``Base64URL``.
        @inline(__always)
        func decode(_ segment: RawSpan, into output: inout MutableRawSpan) -> Int? {
            unsafe Base64URL.decode(segment, into: &output, table, hasAVX2: hasAVX2)
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
        _ table: UnsafePointer<UInt32>,
        hasAVX2: Bool
    ) -> Int? {
        let count = segment.byteCount
        let remainder = count & 3
        guard remainder != 1, output.byteCount >= decodedCapacity(count) else { return nil }
        var seen: UInt32 = 0
        var read = hasAVX2 && count >= 32 ? decodeBlocks(segment, into: &output) : 0
        var written = read / 4 * 3
        // Safe: read + 8 <= count, and written + 8 <= decodedCapacity(count), which adds room for a wide last store.
        while read &+ 8 <= count {
            let first = unsafe group(segment, read, table)
            let second = unsafe group(segment, read &+ 4, table)
            seen |= first | second
            // The marks of characters outside of the alphabet may spill over; what they spoil is refused below.
            let bits = UInt64(first) &<< 40 | UInt64(second) &<< 16
            unsafe output.storeBytes(of: bits.bigEndian, toUncheckedByteOffset: written, as: UInt64.self)
            read &+= 8
            written &+= 6
        }
        if read &+ 4 <= count {
            let bits = unsafe group(segment, read, table)
            seen |= bits
            unsafe output.storeBytes(of: (bits &<< 8).bigEndian, toUncheckedByteOffset: written, as: UInt32.self)
            read &+= 4
            written &+= 3
        }
        if remainder >= 2 {
            let bits = unsafe lastGroup(segment, read, table)
            seen |= bits
            let spare: UInt32 = remainder == 2 ? 0xFFFF : 0xFF
            guard bits & spare == 0 else { return nil }
            unsafe output.storeBytes(of: (bits &<< 8).bigEndian, toUncheckedByteOffset: written, as: UInt32.self)
            written &+= remainder &- 1
        }
        return seen & Base64URLTables.outsideAlphabet == 0 ? written : nil
    }

    /// Decodes whole blocks of 32 characters, up to the first that has one outside of the alphabet, and returns how many
    /// characters that were.
    @inline(__always)
    private static func decodeBlocks(_ segment: RawSpan, into output: inout MutableRawSpan) -> Int {
        unsafe output.withUnsafeMutableBytes { target in
            unsafe segment.withUnsafeBytes { source in
                // Safe: the room was checked, and the last store reaches eight bytes behind what it keeps.
                guard let input = source.baseAddress, let room = target.baseAddress else { return 0 }
                return unsafe idtoken_base64url_blocks(
                    input.assumingMemoryBound(to: UInt8.self),
                    source.count,
                    room.assumingMemoryBound(to: UInt8.self)
                )
            }
        }
    }

    /// How many bytes of room ``Decoder/decode(_:into:)`` needs for a segment of `count` characters: three bytes for four
    /// characters, and eight more because the last store is wider than what it keeps.
    @inline(__always)
    static func decodedCapacity(_ count: Int) -> Int {
        count / 4 * 3 + 3 + 8
    }

    /// The 24 bits of four characters; safe where four are left and the table has its 1,024 entries.
    @inline(__always)
    private static func group(_ segment: RawSpan, _ offset: Int, _ table: UnsafePointer<UInt32>) -> UInt32 {
        unsafe table[character(segment, offset)]
            | table[256 &+ character(segment, offset &+ 1)]
            | table[512 &+ character(segment, offset &+ 2)]
            | table[768 &+ character(segment, offset &+ 3)]
    }

    /// The bits of the last two or three characters, with zeros for those that are not there.
    @inline(__always)
    private static func lastGroup(_ segment: RawSpan, _ offset: Int, _ table: UnsafePointer<UInt32>) -> UInt32 {
        let two = unsafe table[character(segment, offset)] | table[256 &+ character(segment, offset &+ 1)]
        guard offset &+ 2 < segment.byteCount else { return two }
        return unsafe two | table[512 &+ character(segment, offset &+ 2)]
    }

    @inline(__always)
    private static func character(_ segment: RawSpan, _ offset: Int) -> Int {
        unsafe Int(segment.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self))
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
