internal import IDTokenCore

/// A line of JSON Lines in the form that nearly all have, as places in its text: an object whose members are strings,
/// and these without escapes and in ASCII.
///
/// Nothing is copied, and strings are searched eight bytes at a time. Every other line is left to ``JSONTokenLine``,
/// which is the plain form of this: where both read a line, they read the same.
struct PlainTokenLine {
    private(set) var token = 0..<0
    private(set) var nonce: Range<Int>?
    private(set) var subject: Range<Int>?

    private var position = 0

    /// Reads a line; `nil` if it has any other form, whatever that is worth.
    init?(_ line: Span<UInt8>) {
        let text = line.octets
        var hasToken = false
        guard take(UInt8(ascii: "{"), text) else { return nil }
        repeat {
            guard let name = string(text), take(UInt8(ascii: ":"), text), let value = string(text) else { return nil }
            if Self.equal(name, "token", text) {
                guard !hasToken else { return nil }
                (token, hasToken) = (value, true)
            } else if Self.equal(name, "nonce", text) {
                guard nonce == nil else { return nil }
                nonce = value
            } else if Self.equal(name, "subject", text) {
                guard subject == nil else { return nil }
                subject = value
            }
        } while take(UInt8(ascii: ","), text)
        guard take(UInt8(ascii: "}"), text) else { return nil }
        skipWhitespace(text)
        guard hasToken, position == text.byteCount else { return nil }
    }

    /// The place of a string's characters, once its quotation marks and the white space before it are passed.
    private mutating func string(_ text: RawSpan) -> Range<Int>? {
        guard take(UInt8(ascii: "\""), text) else { return nil }
        let start = position
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        while position + 8 <= text.byteCount {
            let word = text.littleEndianWord(at: position)
            let (quotes, escapes) = (word ^ (ones &* 0x22), word ^ (ones &* 0x5C))
            // The high bit of a byte is set where it is a quotation mark, a backslash, below 0x20 or above 0x7F;
            // perhaps also behind such a byte, but not before, so that the search by single bytes goes on from the
            // right place.
            let ends = (quotes &- ones) & ~quotes | (escapes &- ones) & ~escapes | (word &- ones &* 0x20) | word
            guard ends & highs == 0 else { break }
            position += 8
        }
        while position < text.byteCount {
            let byte = text.octet(at: position)
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return start..<position
            }
            guard (0x20..<0x80).contains(byte), byte != UInt8(ascii: "\\") else { return nil }
            position += 1
        }
        return nil
    }

    private mutating func take(_ byte: UInt8, _ text: RawSpan) -> Bool {
        skipWhitespace(text)
        guard position < text.byteCount, text.octet(at: position) == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace(_ text: RawSpan) {
        while position < text.byteCount {
            switch text.octet(at: position) {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private static func equal(_ range: Range<Int>, _ name: StaticString, _ text: RawSpan) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for index in 0..<range.count {
            // Safe: index is below the length of the name.
            guard text.octet(at: range.lowerBound + index) == (unsafe name.utf8Start[index]) else { return false }
        }
        return true
    }
}
