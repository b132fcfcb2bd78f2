internal import IDTokenCore

/// A JSON value on its way to the page, with what JavaScript's own numbers and objects would lose: the spelling of numbers,
/// the order of members, and repeated names.
struct PageValue: Encodable, Sendable {
    private let value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }

    private struct Member: Encodable {
        let name: String
        let value: PageValue
    }

    private enum Key: CodingKey {
        case word, number, string, array, object
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch value {
        case .null: try container.encode("null", forKey: .word)
        case .bool(let bool): try container.encode(String(bool), forKey: .word)
        case .number(let spelling): try container.encode(spelling, forKey: .number)
        case .string(let string): try container.encode(string, forKey: .string)
        case .array(let elements): try container.encode(elements.map { PageValue($0) }, forKey: .array)
        case .object(let members):
            try container.encode(members.map { Member(name: $0.name, value: PageValue($0.value)) }, forKey: .object)
        }
    }
}
