internal import IDTokenCore

/// A JSON text on its way out, as bytes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether the next member of the object needs a comma before it.
    private var needsComma = false

    init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    mutating func beginObject() {
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func beginArray(_ name: String) {
        appendName(name)
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Separates the elements of an array that are objects.
    mutating func beginElement() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        beginObject()
    }

    mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// Writes a member, or nothing where there is no value.
    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        appendName(name)
        appendString(value)
    }

    mutating func member(_ name: String, _ value: Bool) {
        appendName(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    mutating func member(_ name: String, _ value: Int) {
        appendName(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes a member whose value is JSON text already, without the line breaks that may stand between its parts: in a
    /// string a line break is always spelled as an escape (RFC 8259 §7).
    mutating func member(_ name: String, json: [UInt8]) {
        appendName(name)
        for byte in json where byte != 0x0A && byte != 0x0D { bytes.append(byte) }
    }

    private mutating func appendName(_ name: String) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        appendString(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = true
    }

    private mutating func appendString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        {
            bytes.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { append(escaping: scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Characters that could steer a terminal are escaped too, since answers end up in logs.
    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes.append(contentsOf: "\\\"".utf8)
        case "\\": bytes.append(contentsOf: "\\\\".utf8)
        case _ where ForeignText.needsEscape(scalar):
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                let digits = String(unit, radix: 16)
                bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            }
        default: bytes.append(contentsOf: String(scalar).utf8)
        }
    }
}
