/// A JSON value (RFC 8259), with the order of members, the spelling of numbers and repeated names kept.
///
/// It is what claims on demand and key sets are read into; judging a token does not make any.
public indirect enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number as it was spelled, for example `1.50`; see ``doubleValue`` and ``integerValue``.
    case number(String)
    /// A string, with its escapes resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object, its members in their order.
    case object([JSONObjectMember])

    /// The string, or `nil` for any other value.
    public var stringValue: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// The truth value, or `nil` for any other value.
    public var boolValue: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The number as the nearest `Double`, or `nil` for any other value.
    public var doubleValue: Double? {
        if case .number(let spelling) = self { Double(spelling) } else { nil }
    }

    /// The number as an integer, or `nil` for any other value and for numbers spelled with a fraction or exponent or
    /// out of the range of `Int`.
    public var integerValue: Int? {
        if case .number(let spelling) = self { Int(spelling) } else { nil }
    }

    /// The elements, or `nil` for any other value.
    public var arrayValue: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, or `nil` for any other value.
    public var objectValue: [JSONObjectMember]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The value of the first member of that name, or `nil` if there is none or this is no object.
    ///
    /// Names are compared byte for byte (RFC 8259 §8.3), not by Unicode equivalence as `String` compares.
    public subscript(name: String) -> JSONValue? {
        objectValue?.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }
}

/// One member of a ``JSONValue/object(_:)``.
public struct JSONObjectMember: Hashable, Sendable {
    /// The name, with its escapes resolved.
    public let name: String
    /// The value.
    public let value: JSONValue

    /// Makes a member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}
