extension JSONValue {
    /// Why a text is no JSON value.
    package enum ParsingError: Error {
        /// Not exactly one well-formed value, not UTF-8, or nested deeper than ``InputLimits/maximumDepth``.
        case malformed
    }

    /// Parses one JSON text: byte by byte and recursively, as the grammar of RFC 8259 is written.
    ///
    /// It is the plain form of ``JSONScanner``. Repeated names are kept, so that the caller can say which object is
    /// at fault; see ``hasDuplicateNames``.
    package init(parsing text: Span<UInt8>) throws(ParsingError) {
        var parser = JSONValueParser()
        self = try parser.parse(text)
    }

    /// Parses one JSON text.
    package init(parsing text: [UInt8]) throws(ParsingError) {
        self = try JSONValue(parsing: text.span)
    }

    /// Whether this value or any inside it is an object that names a member twice.
    package var hasDuplicateNames: Bool {
        switch self {
        case .object(let members):
            Set(members.map { Array($0.name.utf8) }).count < members.count
                || members.contains { $0.value.hasDuplicateNames }
        case .array(let elements): elements.contains { $0.hasDuplicateNames }
        default: false
        }
    }
}

/// The state of one parse.
private struct JSONValueParser {
    private var position = 0

    mutating func parse(_ text: Span<UInt8>) throws(JSONValue.ParsingError) -> JSONValue {
        let value = try value(text, depth: 0)
        skipWhitespace(text)
        guard position == text.count else { throw .malformed }
        return value
    }

    private mutating func value(_ text: Span<UInt8>, depth: Int) throws(JSONValue.ParsingError) -> JSONValue {
        skipWhitespace(text)
        switch peek(text) {
        case UInt8(ascii: "{"):
            guard depth < InputLimits.maximumDepth else { throw .malformed }
            return .object(try members(text, depth: depth + 1))
        case UInt8(ascii: "["):
            guard depth < InputLimits.maximumDepth else { throw .malformed }
            return .array(try elements(text, depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string(text))
        case UInt8(ascii: "t"): return try literal("true", .bool(true), text)
        case UInt8(ascii: "f"): return try literal("false", .bool(false), text)
        case UInt8(ascii: "n"): return try literal("null", .null, text)
        default: return .number(try number(text))
        }
    }

    private mutating func members(
        _ text: Span<UInt8>,
        depth: Int
    ) throws(JSONValue.ParsingError) -> [JSONObjectMember] {
        var members: [JSONObjectMember] = []
        position += 1
        skipWhitespace(text)
        if take(UInt8(ascii: "}"), text) { return members }
        repeat {
            skipWhitespace(text)
            let name = try string(text)
            skipWhitespace(text)
            guard take(UInt8(ascii: ":"), text) else { throw .malformed }
            members.append(JSONObjectMember(name: name, value: try value(text, depth: depth)))
            skipWhitespace(text)
        } while take(UInt8(ascii: ","), text)
        guard take(UInt8(ascii: "}"), text) else { throw .malformed }
        return members
    }

    private mutating func elements(_ text: Span<UInt8>, depth: Int) throws(JSONValue.ParsingError) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        skipWhitespace(text)
        if take(UInt8(ascii: "]"), text) { return elements }
        repeat {
            elements.append(try value(text, depth: depth))
            skipWhitespace(text)
        } while take(UInt8(ascii: ","), text)
        guard take(UInt8(ascii: "]"), text) else { throw .malformed }
        return elements
    }

    private mutating func string(_ text: Span<UInt8>) throws(JSONValue.ParsingError) -> String {
        guard take(UInt8(ascii: "\""), text) else { throw .malformed }
        let start = position
        while let byte = peek(text), byte != UInt8(ascii: "\"") {
            switch byte {
            case UInt8(ascii: "\\"):
                guard let end = JSONString.endOfEscape(text.octets, at: position) else { throw .malformed }
                position = end
            case 0x20..<0x80: position += 1
            default:
                guard let end = JSONString.endOfUTF8Sequence(text.octets, at: position) else { throw .malformed }
                position = end
            }
        }
        let end = position
        guard take(UInt8(ascii: "\""), text) else { throw .malformed }
        return JSONText.copy(start..<end, in: text.octets)
    }

    private mutating func number(_ text: Span<UInt8>) throws(JSONValue.ParsingError) -> String {
        let start = position
        _ = take(UInt8(ascii: "-"), text)
        if !take(UInt8(ascii: "0"), text) { try digits(text) }
        if take(UInt8(ascii: "."), text) { try digits(text) }
        if take(UInt8(ascii: "e"), text) || take(UInt8(ascii: "E"), text) {
            if !take(UInt8(ascii: "+"), text) { _ = take(UInt8(ascii: "-"), text) }
            try digits(text)
        }
        return JSONText.copy(start..<position, in: text.octets)
    }

    private mutating func digits(_ text: Span<UInt8>) throws(JSONValue.ParsingError) {
        let start = position
        while let byte = peek(text), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw .malformed }
    }

    private mutating func literal(
        _ spelling: StaticString,
        _ value: JSONValue,
        _ text: Span<UInt8>
    ) throws(JSONValue.ParsingError) -> JSONValue {
        for byte in spelling.description.utf8 {
            guard take(byte, text) else { throw .malformed }
        }
        return value
    }

    private mutating func skipWhitespace(_ text: Span<UInt8>) {
        while let byte = peek(text), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func peek(_ text: Span<UInt8>) -> UInt8? {
        position < text.count ? text[position] : nil
    }

    private mutating func take(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        guard peek(text) == byte else { return false }
        position += 1
        return true
    }
}
