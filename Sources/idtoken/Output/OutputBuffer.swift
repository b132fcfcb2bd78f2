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

    /// Appends a number with at least some digits, of at most 20.
    mutating func append(_ number: Int, width: Int = 1) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var rest = number.magnitude
        var start = 20
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0 || 20 - start < width
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        for index in start..<20 { bytes.append(digits[index]) }
    }

    /// Appends a valid token's claims as the issuer sent them, but without the line breaks that may stand between their
    /// parts, so that they stay on one line. No string is changed: in a string a line break is always spelled as an
    /// escape (RFC 8259 §7).
    mutating func appendClaims(of position: Int, in results: BatchResults) {
        let start = bytes.count
        results.appendPayload(of: position, to: &bytes)
        guard hasLineBreak(from: start) else { return }
        let line = bytes[start...].filter { !Self.isLineBreak($0) }
        bytes.replaceSubrange(start..., with: line)
    }

    private func hasLineBreak(from start: Int) -> Bool {
        let bytes = bytes
        let range = start..<bytes.count
        return Byte.first(0x0A, in: bytes.span, range) != nil || Byte.first(0x0D, in: bytes.span, range) != nil
    }

    private static func isLineBreak(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D
    }

    /// Appends a text as a JSON string with its quotation marks; characters that could steer a terminal are escaped.
    mutating func appendJSON(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        {
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
