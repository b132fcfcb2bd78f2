@testable import IDTokenCore

/// What the fast scanner makes of a text, in owned values that a test can compare.
struct Scanned: Equatable {
    struct Member: Equatable {
        var name: [UInt8]
        var kind: JSONMember.Kind
        /// The bytes of a string with its escapes resolved, of anything else as spelled.
        var value: [UInt8]
    }

    /// The zeros that the scanner asks for behind a text.
    static let padding = [UInt8](repeating: 0, count: JSONScanner.padding)

    var outcome: JSONScanOutcome
    var members: [Member] = []

    /// Scans a text behind which come the zeros that the scanner asks for, and then whatever else is in the buffer.
    init(_ text: [UInt8], rest: [UInt8] = []) {
        let buffer = text + Self.padding + rest
        var scanner = JSONScanner()
        self.init(&scanner, buffer, count: text.count)
    }

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    init(_ scanner: inout JSONScanner, _ buffer: [UInt8], count: Int) {
        let bytes = buffer.span.octets
        outcome = scanner.scan(bytes, count: count)
        guard outcome == .object else { return }
        for index in scanner.members.indices {
            let member = scanner.members[index]
            let name = (0..<Int(member.nameLength)).map { scanner.nameByte(member, $0, in: bytes) }
            let value =
                member.kind == .string
                ? Array(JSONText.copy(member.value, in: bytes).utf8) : Array(buffer[member.value])
            members.append(Member(name: name, kind: member.kind, value: value))
        }
    }

    /// What the reference parser makes of the same text.
    init(reference text: [UInt8]) {
        guard let value = try? JSONValue(parsing: text), case .object(let members) = value else {
            outcome = .malformed
            return
        }
        guard !value.hasDuplicateNames else {
            outcome = .duplicateMember
            return
        }
        outcome = .object
        self.members = members.map { Member(name: Array($0.name.utf8), kind: Self.kind($0.value), value: []) }
        for (index, member) in members.enumerated() {
            if case .string(let string) = member.value { self.members[index].value = Array(string.utf8) }
        }
    }

    /// Whether the scanner and the reference agree: in the outcome, in names, kinds and strings, and in that the spelling
    /// of every other value parses to what the reference has.
    static func agree(_ text: [UInt8], rest: [UInt8] = []) -> Bool {
        let (fast, reference) = (Scanned(text, rest: rest), Scanned(reference: text))
        guard fast.outcome == reference.outcome, fast.members.count == reference.members.count else { return false }
        guard fast.outcome == .object else { return true }
        let values = (try? JSONValue(parsing: text))?.objectValue ?? []
        for (index, (left, right)) in zip(fast.members, reference.members).enumerated() {
            guard left.name == right.name, left.kind == right.kind else { return false }
            if left.kind == .string {
                guard left.value == right.value else { return false }
            } else {
                guard (try? JSONValue(parsing: left.value)) == values[index].value else { return false }
            }
        }
        return true
    }

    private static func kind(_ value: JSONValue) -> JSONMember.Kind {
        switch value {
        case .null, .bool: .literal
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}
