public import IDTokenCore

/// The members of a JSON object in their order: a header, a set of claims or a key to be written.
///
/// Unlike a dictionary it writes the same text every time.
public struct JSONMembers: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// The members in the order in which they are written. Repeated names are written as they stand.
    public var members: [JSONObjectMember]

    /// Takes members as they are.
    public init(_ members: [JSONObjectMember] = []) {
        self.members = members
    }

    /// Takes members as they are written in the literal.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        members = elements.map { JSONObjectMember(name: $0, value: $1) }
    }

    /// The value of the first member of that name. Setting one replaces it in its place or appends it; setting `nil`
    /// removes all of that name.
    public subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            guard let newValue else {
                members.removeAll { $0.name == name }
                return
            }
            let member = JSONObjectMember(name: name, value: newValue)
            if let index = members.firstIndex(where: { $0.name == name }) {
                members[index] = member
            } else {
                members.append(member)
            }
        }
    }

    /// The object as a value.
    public var value: JSONValue { .object(members) }

    /// The object as JSON text without white space.
    public var text: String { value.text }
}
