/// The fields of an `application/x-www-form-urlencoded` body (WHATWG URL §5.1), read strictly.
struct FormFields {
    private var values: [String: String] = [:]

    /// Reads a form, or returns `nil` if a field that is asked for occurs twice, a percent sign is followed by no two
    /// hexadecimal digits, or a text is no UTF-8. Of two fields of one name a careless reader and a careful one would
    /// take different ones.
    init?(_ body: [UInt8], names: Set<String>) {
        for part in body.split(separator: UInt8(ascii: "&")) {
            let pieces = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(pieces[0]) else { return nil }
            guard names.contains(name) else { continue }
            guard let value = Self.decode(pieces.count > 1 ? pieces[1] : part[part.endIndex...]) else { return nil }
            guard values.updateValue(value, forKey: name) == nil else { return nil }
        }
    }

    subscript(name: String) -> String? { values[name] }

    private static func decode(_ text: ArraySlice<UInt8>) -> String? {
        // Nothing in a token needs an escape.
        guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(validating: text, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
