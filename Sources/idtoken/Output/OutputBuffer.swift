internal import IDTokenCore

/// Text on its way out, as bytes in one buffer that is filled, written and used again.
struct OutputBuffer: ~Copyable {
    private(set) var bytes: [UInt8] = []

    init() {}

    var count: Int { bytes.count }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends a fixed text without making a string of it.
    mutating func append(_ text: StaticString) {
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: [UInt8]) {
        bytes.append(contentsOf: text)
    }

    mutating func append(_ number: Int) {
        // No number of tokens or bytes is negative; digits come from the back.
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var rest = number.magnitude
        var start = 20
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        for index in start..<20 { bytes.append(digits[index]) }
    }

    /// Appends a JSON text without the line breaks that may stand between its tokens, so that it stays on one line. No
    /// string is changed: in a string a line break is always spelled as an escape (RFC 8259 §7).
    mutating func appendOnOneLine(_ json: [UInt8]) {
        guard json.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else {
            bytes.append(contentsOf: json)
            return
        }
        for byte in json where byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") { bytes.append(byte) }
    }

    /// Appends a text as a JSON string with its quotation marks; characters that could steer a terminal are escaped.
    mutating func appendJSON(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            append(text)
        } else {
            for scalar in text.unicodeScalars { append(escaping: scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append("\\\"" as StaticString)
        case "\\": append("\\\\" as StaticString)
        case "\n": append("\\n" as StaticString)
        case "\r": append("\\r" as StaticString)
        case "\t": append("\\t" as StaticString)
        case _ where ForeignText.needsEscape(scalar):
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                let digits = String(unit, radix: 16)
                append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            }
        default: append(String(scalar))
        }
    }
}
