internal import IDTokenCore

extension OutputBuffer {
    /// Appends a value without white space: members in their order and repeated, numbers as they were spelled.
    mutating func append(_ value: JSONValue) {
        append(value, indent: nil)
    }

    /// Appends a value over several lines, each but the first behind some spaces.
    mutating func append(_ value: JSONValue, indent: Int?) {
        switch value {
        case .null: append("null" as StaticString)
        case .bool(let bool): append(bool ? "true" : "false" as StaticString)
        case .number(let spelling): append(spelling)
        case .string(let text): appendJSON(text)
        case .array(let elements):
            append("[" as StaticString)
            for (index, element) in elements.enumerated() {
                separate(index, indent: indent)
                append(element, indent: indent.map { $0 + 2 })
            }
            if !elements.isEmpty { breakLine(indent: indent) }
            append("]" as StaticString)
        case .object(let members):
            append("{" as StaticString)
            for (index, member) in members.enumerated() {
                separate(index, indent: indent)
                appendJSON(member.name)
                append(indent == nil ? ":" : ": " as StaticString)
                append(member.value, indent: indent.map { $0 + 2 })
            }
            if !members.isEmpty { breakLine(indent: indent) }
            append("}" as StaticString)
        }
    }

    private mutating func separate(_ index: Int, indent: Int?) {
        if index > 0 { append("," as StaticString) }
        breakLine(indent: indent.map { $0 + 2 })
    }

    private mutating func breakLine(indent: Int?) {
        guard let indent else { return }
        append("\n" + String(repeating: " ", count: indent))
    }
}
