/// Comparisons and copies of values that a scan has left as ranges.
enum JSONText {
    /// Whether a value is a string that is, unescaped, exactly these bytes.
    @inline(__always)
    static func string(_ member: JSONMember, in text: RawSpan, equals expected: Span<UInt8>) -> Bool {
        guard member.kind == .string else { return false }
        return string(member.value, hasEscapes: member.valueHasEscapes, in: text, equals: expected)
    }

    /// Whether a scanned string is, unescaped, exactly these bytes (RFC 7519 §2, StringOrURI: case-sensitive, no
    /// normalisation).
    @inline(__always)
    static func string(
        _ range: Range<Int>,
        hasEscapes: Bool,
        in text: RawSpan,
        equals expected: Span<UInt8>
    ) -> Bool {
        if hasEscapes { return escapedString(range, in: text, equals: expected) }
        guard range.count == expected.count else { return false }
        return equal(text.extracting(range), expected.octets)
    }

    @inline(never)
    private static func escapedString(_ range: Range<Int>, in text: RawSpan, equals expected: Span<UInt8>) -> Bool {
        var index = 0
        var isEqual = true
        JSONString.unescape(text, range) { byte in
            isEqual = isEqual && index < expected.count && expected[index] == byte
            index += 1
        }
        return isEqual && index == expected.count
    }

    /// Whether a string value is, unescaped and with A–Z lowered, exactly these lower-case bytes.
    @inline(never)
    static func string(
        _ member: JSONMember,
        in text: RawSpan,
        equalsIgnoringASCIICase expected: Span<UInt8>
    ) -> Bool {
        var index = 0
        var isEqual = true
        JSONString.unescape(text, member.value) { byte in
            let lowered = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            isEqual = isEqual && index < expected.count && expected[index] == lowered
            index += 1
        }
        return isEqual && index == expected.count
    }

    /// A string value, unescaped.
    static func copy(_ range: Range<Int>, in text: RawSpan) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        JSONString.unescape(text, range) { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether all elements of a scanned array are strings.
    static func areStrings(_ array: JSONMember, in text: RawSpan) -> Bool {
        var areStrings = true
        forEachElement(of: array, in: text) { element in
            areStrings = areStrings && element.isString
        }
        return areStrings
    }

    /// One element of a scanned array.
    struct Element {
        /// The bytes between the quotation marks of a string, or the whole of any other value.
        var range: Range<Int>
        var isString: Bool
        var hasEscapes: Bool
    }

    /// Hands out the elements of a scanned array; what is nested in them is passed over.
    static func forEachElement(of array: JSONMember, in text: RawSpan, _ body: (Element) -> Void) {
        var depth = 0
        var element: Element?
        var position = array.value.lowerBound
        while position < array.value.upperBound {
            let byte = text.octet(at: position)
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                let start = position
                var hasEscapes = false
                while true {
                    let character = text.octet(at: position)
                    if character == UInt8(ascii: "\"") { break }
                    hasEscapes = hasEscapes || character == UInt8(ascii: "\\")
                    position += character == UInt8(ascii: "\\") ? 2 : 1
                }
                if depth == 1 {
                    element = Element(range: start..<position, isString: true, hasEscapes: hasEscapes)
                }
                position += 1
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth == 2 {
                    element = Element(range: (position - 1)..<position, isString: false, hasEscapes: false)
                }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 1, let last = element { body(last) }
                depth -= 1
            case UInt8(ascii: ","):
                if depth == 1 {
                    if let last = element { body(last) }
                    element = nil
                }
            case 0x20, 0x09, 0x0A, 0x0D:
                break
            default:
                if depth == 1, element == nil {
                    element = Element(range: (position - 1)..<position, isString: false, hasEscapes: false)
                }
            }
        }
    }

    /// Whether two byte sequences of the same length are equal, eight bytes at a time.
    @inline(__always)
    static func equal(_ first: RawSpan, _ second: RawSpan) -> Bool {
        let count = first.byteCount
        guard count == second.byteCount else { return false }
        var offset = 0
        // Safe: a word is read only where eight bytes are left in both.
        while offset &+ 8 <= count {
            let left = unsafe first.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            let right = unsafe second.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            guard left == right else { return false }
            offset &+= 8
        }
        while offset < count {
            guard
                unsafe first.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
                    == second.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
            else { return false }
            offset &+= 1
        }
        return true
    }
}
