/// A token in the compact serialization (RFC 7515 §3.1) as three places in its text.
struct CompactJWS {
    /// Where the first full stop stands.
    let firstStop: Int
    /// Where the second full stop stands; also the length of the signing input (RFC 7515 §5.2, step 8).
    let secondStop: Int
    /// The length of the token.
    let count: Int

    var header: Range<Int> { 0..<firstStop }
    var payload: Range<Int> { (firstStop + 1)..<secondStop }
    var signature: Range<Int> { (secondStop + 1)..<count }
    var signingInput: Range<Int> { 0..<secondStop }

    /// Finds the first and the last full stop, with something before, between and behind them.
    ///
    /// The payload, which is most of a token, is not looked at: were there a third full stop in it, decoding it
    /// would fail, and ``countsThreeSegments(_:)`` then tells which rule it broke.
    @inline(__always)
    init?(splitting token: RawSpan) {
        let stop = UInt8(ascii: ".")
        let count = token.byteCount
        let ones: UInt64 = 0x0101_0101_0101_0101
        var first = 0
        // Safe: a word is read only where eight bytes are left, a byte only below count.
        while first &+ 8 <= count {
            let word = unsafe UInt64(
                littleEndian: token.unsafeLoadUnaligned(fromUncheckedByteOffset: first, as: UInt64.self)
            )
            let difference = word ^ (ones &* UInt64(stop))
            let marks = (difference &- ones) & ~difference & (ones &* 0x80)
            if marks != 0 {
                first &+= marks.trailingZeroBitCount &>> 3
                break
            }
            first &+= 8
        }
        while first < count, unsafe token.unsafeLoad(fromUncheckedByteOffset: first, as: UInt8.self) != stop {
            first &+= 1
        }
        var second = count &- 1
        while second >= 8 {
            let word = unsafe UInt64(
                littleEndian: token.unsafeLoadUnaligned(fromUncheckedByteOffset: second &- 7, as: UInt64.self)
            )
            let difference = word ^ (ones &* UInt64(stop))
            guard (difference &- ones) & ~difference & (ones &* 0x80) == 0 else { break }
            second &-= 8
        }
        while second > first, unsafe token.unsafeLoad(fromUncheckedByteOffset: second, as: UInt8.self) != stop {
            second &-= 1
        }
        guard first > 0, second > first &+ 1, second &+ 1 < count else { return nil }
        (firstStop, secondStop, self.count) = (first, second, count)
    }

    /// Whether the text has exactly two full stops.
    @inline(never)
    static func countsThreeSegments(_ token: RawSpan) -> Bool {
        var stops = 0
        for offset in 0..<token.byteCount
        where token.octet(at: offset) == UInt8(ascii: ".") {
            stops += 1
        }
        return stops == 2
    }
}
