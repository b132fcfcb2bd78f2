/// The rules inside a JSON string (RFC 8259 §7): escapes and UTF-8 sequences.
enum JSONString {
    /// The offset behind the escape that begins at `start`, or `nil` if it is none. A surrogate must be one of a
    /// pair: a lone one stands for no character.
    static func endOfEscape(_ text: RawSpan, at start: Int) -> Int? {
        switch byte(text, start + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(text, at: start + 2) else { return nil }
            guard unit & 0xF800 == 0xD800 else { return start + 6 }
            guard unit < 0xDC00, byte(text, start + 6) == UInt8(ascii: "\\"),
                byte(text, start + 7) == UInt8(ascii: "u"), let low = codeUnit(text, at: start + 8),
                low & 0xFC00 == 0xDC00
            else { return nil }
            return start + 12
        default:
            return nil
        }
    }

    /// The offset behind the well-formed UTF-8 sequence of two to four bytes that begins at `start`, or `nil`
    /// (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
    static func endOfUTF8Sequence(_ text: RawSpan, at start: Int) -> Int? {
        let lead = byte(text, start)
        var secondBytes: ClosedRange<UInt8> = 0x80...0xBF
        let length: Int
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, secondBytes) = (3, 0xA0...0xBF)
        case 0xED: (length, secondBytes) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, secondBytes) = (4, 0x90...0xBF)
        case 0xF4: (length, secondBytes) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return nil
        }
        guard secondBytes.contains(byte(text, start + 1)) else { return nil }
        for offset in 2..<max(length, 2) where byte(text, start + offset) & 0xC0 != 0x80 {
            return nil
        }
        return start + length
    }

    /// Hands out the bytes of a string that was scanned before, its escapes resolved.
    static func unescape(_ text: RawSpan, _ range: Range<Int>, _ body: (UInt8) -> Void) {
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = byte(text, position)
            guard byte == UInt8(ascii: "\\") else {
                body(byte)
                position += 1
                continue
            }
            let (scalar, length) = resolvedEscape(text, at: position)
            for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                body(unit)
            }
            position += length
        }
    }

    /// The character that a scanned escape stands for, and how many bytes it takes.
    private static func resolvedEscape(_ text: RawSpan, at start: Int) -> (Unicode.Scalar, Int) {
        switch byte(text, start + 1) {
        case UInt8(ascii: "b"): return ("\u{8}", 2)
        case UInt8(ascii: "f"): return ("\u{C}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "u"):
            let unit = codeUnit(text, at: start + 2) ?? 0xFFFD
            if unit & 0xFC00 == 0xD800, let low = codeUnit(text, at: start + 8) {
                let value = 0x1_0000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
                return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
            }
            return (Unicode.Scalar(unit) ?? "\u{FFFD}", 6)
        case let character: return (Unicode.Scalar(character), 2)
        }
    }

    /// The UTF-16 code unit of four hexadecimal digits, or `nil`.
    private static func codeUnit(_ text: RawSpan, at start: Int) -> UInt16? {
        var value: UInt16 = 0
        for offset in 0..<4 {
            let character = byte(text, start + offset)
            let digit: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = character - UInt8(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    /// A byte of the text, or zero (which no rule accepts) behind its end.
    private static func byte(_ text: RawSpan, _ offset: Int) -> UInt8 {
        offset < text.byteCount ? text.octet(at: offset) : 0
    }
}
