internal import CSIMD

/// The tokens of JSON (RFC 8259), passed over and not copied.
///
/// Every function reads from a text behind which ``JSONScanner/padding`` zero bytes follow. Safe: an offset that is
/// read is at most one behind a byte that was not zero, no rule accepts a zero byte, so the zeros stop each loop before
/// it leaves the text; `JSONScanner.scan` checks that they are there.
enum JSONLexer {
    /// Passes a string from behind its opening quotation mark, and returns the offset behind the closing one.
    @inline(__always)
    static func scanString(_ text: RawSpan, from start: Int) -> (end: Int, hasEscapes: Bool)? {
        let end = endOfPlainText(text, from: start)
        if byte(text, end) == UInt8(ascii: "\"") { return (end &+ 1, false) }
        return scanUnusualString(text, from: end)
    }

    /// Passes the rest of a string that has escapes or is not all ASCII.
    @inline(never)
    private static func scanUnusualString(_ text: RawSpan, from start: Int) -> (end: Int, hasEscapes: Bool)? {
        var position = start
        var hasEscapes = false
        while true {
            let special = firstSpecialByte(word(text, position))
            position &+= special
            if special == 8 { continue }
            let byte = byte(text, position)
            if byte == UInt8(ascii: "\"") { return (position &+ 1, hasEscapes) }
            if byte == UInt8(ascii: "\\") {
                guard let end = JSONString.endOfEscape(text, at: position) else { return nil }
                hasEscapes = true
                position = end
            } else {
                // A control character, the padding behind the text, or the start of a longer UTF-8 sequence.
                guard byte >= 0x80, let end = JSONString.endOfUTF8Sequence(text, at: position) else { return nil }
                position = end
            }
        }
    }

    /// The offset of the first byte that ends a run of ASCII text without escapes: a quotation mark, or whatever else.
    @inline(__always)
    static func endOfPlainText(_ text: RawSpan, from start: Int) -> Int {
        var position = start
        while true {
            let (special, width) = firstSpecialByte(text, at: position)
            position &+= special
            if special < width { return position }
        }
    }

    /// The offset from `start` of the first byte that is special in a string, and of how many bytes that was asked; both
    /// are equal if there is none. No branch depends on where it is: strings end anywhere, and guessing wrong costs more
    /// than looking at 32 bytes.
    @inline(__always)
    private static func firstSpecialByte(_ text: RawSpan, at start: Int) -> (offset: Int, width: Int) {
        #if arch(x86_64)
            let marks = unsafe text.withUnsafeBytes { buffer in
                // Safe: the padding behind the text lets 32 bytes be read at any offset of it.
                unsafe idtoken_special_bytes(
                    buffer.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self) + start
                )
            }
            return (marks.trailingZeroBitCount, 32)
        #else
            return (firstSpecialByte(word(text, start)), 8)
        #endif
    }

    /// The offset behind an integer of at most 15 digits without sign or needless zero that a comma or a brace follows, or
    /// `nil` for anything else.
    @inline(__always)
    static func endOfPlainInteger(_ text: RawSpan, from start: Int) -> Int? {
        var count = digitCount(word(text, start))
        if count == 8 { count &+= digitCount(word(text, start &+ 8)) }
        let next = byte(text, start &+ count)
        guard count > 0, count < 16, next == UInt8(ascii: ",") || next == UInt8(ascii: "}"),
            byte(text, start) != UInt8(ascii: "0") || count == 1
        else { return nil }
        return start &+ count
    }

    /// The offset behind an array of one or more plain strings without white space, or `nil` for anything else.
    @inline(__always)
    static func endOfPlainArray(_ text: RawSpan, from start: Int) -> Int? {
        guard byte(text, start) == UInt8(ascii: "[") else { return nil }
        var position = start
        repeat {
            guard byte(text, position &+ 1) == UInt8(ascii: "\"") else { return nil }
            position = endOfPlainText(text, from: position &+ 2)
            guard byte(text, position) == UInt8(ascii: "\"") else { return nil }
            position &+= 1
        } while byte(text, position) == UInt8(ascii: ",")
        return byte(text, position) == UInt8(ascii: "]") ? position &+ 1 : nil
    }

    /// How many of a word's bytes, from the first on, are digits. Each term sets a byte's top bit if the byte is above the
    /// digits, below them, or above 0x7F; what carries or borrows into the next byte comes from one that is marked.
    @inline(__always)
    private static func digitCount(_ word: UInt64) -> Int {
        let marks = (word &+ 0x4646_4646_4646_4646) | (word &- 0x3030_3030_3030_3030) | word
        return (marks & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
    }

    /// The offset of the first byte of a word that is a quotation mark, a backslash, below 0x20 or above 0x7F;
    /// 8 if there is none.
    ///
    /// Each term sets a byte's top bit if the byte is one of these: what is subtracted borrows only from a byte that is.
    /// A borrow, and a byte above 0x7F, may set other bits, but only behind a byte that is marked already.
    @inline(__always)
    static func firstSpecialByte(_ word: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let marks = (quote &- ones) | (backslash &- ones) | (word &- ones &* 0x20) | word
        return (marks & tops).trailingZeroBitCount &>> 3
    }

    /// Passes a string, a number or a literal.
    static func scanScalar(_ text: RawSpan, from start: Int) -> Int? {
        switch byte(text, start) {
        case UInt8(ascii: "\""): scanString(text, from: start &+ 1)?.end
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber(text, from: start)
        default: scanLiteral(text, from: start)
        }
    }

    /// Passes a number (RFC 8259 §6) and returns the offset behind it.
    @inline(__always)
    static func scanNumber(_ text: RawSpan, from start: Int) -> Int? {
        var position = start
        if byte(text, position) == UInt8(ascii: "-") { position &+= 1 }
        if byte(text, position) == UInt8(ascii: "0") {
            position &+= 1
        } else {
            guard let end = scanDigits(text, from: position) else { return nil }
            position = end
        }
        let next = byte(text, position)
        return next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e")
            ? scanFractionAndExponent(text, from: position) : position
    }

    @inline(never)
    private static func scanFractionAndExponent(_ text: RawSpan, from start: Int) -> Int? {
        var position = start
        if byte(text, position) == UInt8(ascii: ".") {
            guard let end = scanDigits(text, from: position &+ 1) else { return nil }
            position = end
        }
        if byte(text, position) | 0x20 == UInt8(ascii: "e") {
            position &+= 1
            let sign = byte(text, position)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position &+= 1 }
            guard let end = scanDigits(text, from: position) else { return nil }
            position = end
        }
        return position
    }

    /// Passes one or more digits.
    @inline(__always)
    private static func scanDigits(_ text: RawSpan, from start: Int) -> Int? {
        var position = start
        while byte(text, position) &- UInt8(ascii: "0") < 10 { position &+= 1 }
        return position > start ? position : nil
    }

    /// Passes `true`, `false` or `null`.
    @inline(__always)
    static func scanLiteral(_ text: RawSpan, from start: Int) -> Int? {
        let letters = word(text, start)
        let four = UInt32(truncatingIfNeeded: letters)
        if four == 0x6575_7274 || four == 0x6C6C_756E { return start &+ 4 }
        return letters & 0xFF_FFFF_FFFF == 0x65_736C_6166 ? start &+ 5 : nil
    }

    /// Passes white space; everything else of JSON is above the space, so one comparison tells that there is none.
    @inline(__always)
    static func skipWhitespace(_ text: RawSpan, from start: Int) -> Int {
        var position = start
        while true {
            let byte = byte(text, position)
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return position }
            position &+= 1
        }
    }

    @inline(__always)
    static func byte(_ text: RawSpan, _ offset: Int) -> UInt8 {
        unsafe text.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    static func word(_ text: RawSpan, _ offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: text.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }
}
