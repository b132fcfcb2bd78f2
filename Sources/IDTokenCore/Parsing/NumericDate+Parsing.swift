extension NumericDate {
    /// Reads a scanned JSON number that is a NumericDate (RFC 7519 §2): from 0 to 2^53 − 1, decimals and exponents
    /// included. Returns `nil` for any other number.
    ///
    /// The value is exact to the nanosecond. What lies below is rounded up or down, as it is going to be compared with a
    /// time of whole nanoseconds: a number is below that or not as its next higher nanosecond is, and it is at or above
    /// that or not as its next lower one is.
    init?(number: RawSpan, in range: Range<Int>, roundingUp: Bool = true) {
        if let whole = Self.wholeSeconds(number, range) {
            self.init(seconds: whole)
            return
        }
        self.init(decimal: number, in: range, roundingUp: roundingUp)
    }

    /// The everyday form: up to 15 digits and nothing else, which cannot exceed the range.
    @inline(__always)
    private static func wholeSeconds(_ text: RawSpan, _ range: Range<Int>) -> Int64? {
        guard range.count <= 15 else { return nil }
        var value: UInt64 = 0
        var offset = range.lowerBound
        // Safe: the range is that of a scanned number, which lies in the text.
        if range.count >= 8 {
            guard let eight = eightDigits(JSONLexer.word(text, offset)) else { return nil }
            value = eight
            offset &+= 8
        }
        while offset < range.upperBound {
            let digit = JSONLexer.byte(text, offset) &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ UInt64(digit)
            offset &+= 1
        }
        return Int64(truncatingIfNeeded: value)
    }

    /// The value of eight ASCII digits, the first one in the lowest byte, or `nil` if one is no digit.
    ///
    /// Neighbours are joined in three steps, each for all pairs at once: digits to pairs, pairs to fours, fours to the
    /// whole. A byte is a digit if its upper half is 3, and still is with 6 added.
    @inline(__always)
    private static func eightDigits(_ word: UInt64) -> UInt64? {
        let upper: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        let threes: UInt64 = 0x3030_3030_3030_3030
        guard word & upper == threes, (word &+ 0x0606_0606_0606_0606) & upper == threes else { return nil }
        let digits = word &- threes
        let pairs = digits &* 10 &+ digits &>> 8
        let fours = (pairs & 0x00FF_00FF_00FF_00FF) &* 100 &+ (pairs &>> 16 & 0x00FF_00FF_00FF_00FF)
        return (fours & 0xFFFF) &* 10_000 &+ (fours &>> 32 & 0xFFFF)
    }

    @inline(never)
    private init?(decimal text: RawSpan, in range: Range<Int>, roundingUp: Bool) {
        var digits: [UInt8] = []
        var integerDigits: Int?
        var exponent = 0
        var isNegative = false
        var position = range.lowerBound
        scan: while position < range.upperBound {
            let character = text.octet(at: position)
            position += 1
            switch character {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): integerDigits = digits.count
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent = Self.exponent(text, position..<range.upperBound)
                break scan
            default: digits.append(character - UInt8(ascii: "0"))
            }
        }
        let isZero = digits.allSatisfy { $0 == 0 }
        guard !isNegative || isZero else { return nil }
        guard !isZero else {
            self.init(seconds: 0)
            return
        }

        // The value is 0.d₀d₁d₂… times ten to the power of `point`.
        let leadingZeros = digits.prefix { $0 == 0 }.count
        let point = (integerDigits ?? digits.count) + exponent
        guard point - leadingZeros <= 16 else { return nil }
        var seconds: Int64 = 0
        for index in leadingZeros..<max(point, leadingZeros) {
            seconds = seconds * 10 + Int64(index < digits.count ? digits[index] : 0)
        }
        var nanoseconds: UInt32 = 0
        for place in 0..<9 {
            let index = point + place
            nanoseconds = nanoseconds * 10 + UInt32(digits.indices.contains(index) ? digits[index] : 0)
        }
        let hasRemainder = digits.dropFirst(max(point + 9, 0)).contains { $0 != 0 }
        let isWhole = nanoseconds == 0 && !hasRemainder
        guard seconds < Self.maximumSeconds || seconds == Self.maximumSeconds && isWhole else { return nil }
        if hasRemainder, roundingUp {
            let isFull = nanoseconds == 999_999_999
            (seconds, nanoseconds) = (seconds + (isFull ? 1 : 0), isFull ? 0 : nanoseconds + 1)
        }
        self.init(seconds: seconds, nanoseconds: nanoseconds)
    }

    /// A signed exponent, kept within ±20,000,000: beyond the longest text that can be scanned, all are alike.
    private static func exponent(_ text: RawSpan, _ range: Range<Int>) -> Int {
        let bound = 20_000_000
        var value = 0
        var isNegative = false
        for offset in range {
            let character = text.octet(at: offset)
            switch character {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: value = min(value * 10 + Int(character - UInt8(ascii: "0")), bound)
            }
        }
        return isNegative ? -value : value
    }
}
