/// One pass over a JSON text that must be a single object (RFC 8259), without copies and without recursion.
///
/// It checks the whole grammar and UTF-8, refuses nesting beyond ``InputLimits/maximumDepth`` and any member name
/// that occurs twice in one object (also when one is spelled with escapes), and leaves the members of the outermost
/// object in ``members``. Values stay ranges of the text until somebody asks for them. Lone surrogates in escapes
/// are refused, because no UTF-8 string can hold them.
///
/// The idea of the fast path: claims are flat, so the outermost object is a straight loop over name, colon, value and
/// comma, of which nearly all are of one plain form; only what is nested goes through a state machine. Strings, which
/// are most of a token, are passed 32 bytes at a time. The plain form is ``JSONValue/init(parsing:)``; both are compared on random and mutated input.
struct JSONScanner: ~Copyable {
    /// The zero bytes that must follow the text, so that 32 may be read at any offset of it.
    static let padding = 32

    /// The members of the outermost object of the last scan.
    private(set) var members = JSONMemberBuffer()
    /// The members of the nested objects that are open, for telling duplicates.
    var nested = JSONMemberBuffer()
    /// Member names that were spelled with escapes, unescaped.
    var arena: [UInt8] = []
    /// Finds duplicates among many names.
    var names = JSONNameTable()
    /// Whether the scan has met a name twice.
    var hasDuplicates = false

    /// Scans the first `count` bytes of `text`, behind which at least ``padding`` zero bytes follow.
    ///
    /// A zero byte is not allowed anywhere in JSON, so running over the end is refused without a test for it.
    mutating func scan(_ text: RawSpan, count: Int) -> JSONScanOutcome {
        precondition(count >= 0 && count <= text.byteCount - Self.padding)
        members.removeAll()
        if !arena.isEmpty { arena.removeAll(keepingCapacity: true) }
        hasDuplicates = false

        var position = JSONLexer.skipWhitespace(text, from: 0)
        guard JSONLexer.byte(text, position) == UInt8(ascii: "{") else { return .malformed }
        position = JSONLexer.skipWhitespace(text, from: position &+ 1)
        if JSONLexer.byte(text, position) != UInt8(ascii: "}") {
            while true {
                guard let end = scanPlainMember(text, from: position) ?? scanMember(text, from: position) else {
                    return .malformed
                }
                position = JSONLexer.skipWhitespace(text, from: end)
                guard JSONLexer.byte(text, position) == UInt8(ascii: ",") else { break }
                position = JSONLexer.skipWhitespace(text, from: position &+ 1)
            }
            guard JSONLexer.byte(text, position) == UInt8(ascii: "}") else { return .malformed }
        }
        guard JSONLexer.skipWhitespace(text, from: position &+ 1) == count else { return .malformed }
        if members.mayHaveEqualWords, names.hasDuplicates(members, from: 0, text, arena) { hasDuplicates = true }
        return hasDuplicates ? .duplicateMember : .object
    }

    /// Scans a member as encoders write nearly all: a name of at most seven characters without escapes, no white space, and
    /// a value that is an ASCII string without escapes, an array of such strings, or an integer. Returns the offset behind its value, or `nil` if the
    /// member is another one, of which nothing is said yet.
    @inline(__always)
    private mutating func scanPlainMember(_ text: RawSpan, from start: Int) -> Int? {
        let word = JSONLexer.word(text, start &+ 1)
        let length = JSONLexer.firstSpecialByte(word)
        let colon = start &+ length &+ 2
        guard length < 8, JSONLexer.byte(text, start) == UInt8(ascii: "\""),
            JSONLexer.byte(text, colon &- 1) == UInt8(ascii: "\""), JSONLexer.byte(text, colon) == UInt8(ascii: ":")
        else { return nil }
        var member = JSONMember(
            nameWord: word & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1),
            nameStart: UInt32(truncatingIfNeeded: start &+ 1),
            nameLength: UInt32(truncatingIfNeeded: length),
            nameHasEscapes: false
        )
        let value = colon &+ 1
        let end: Int
        if JSONLexer.byte(text, value) == UInt8(ascii: "\"") {
            let last = JSONLexer.endOfPlainText(text, from: value &+ 1)
            guard JSONLexer.byte(text, last) == UInt8(ascii: "\"") else { return nil }
            member.setValue(.string, value &+ 1, last)
            end = last &+ 1
        } else if let last = JSONLexer.endOfPlainInteger(text, from: value) {
            member.setValue(.number, value, last)
            end = last
        } else if let last = JSONLexer.endOfPlainArray(text, from: value) {
            member.setValue(.array, value, last)
            end = last
        } else {
            return nil
        }
        members.append(member)
        return end
    }

    /// Scans one member of the outermost object, whatever it is, and returns the offset behind its value.
    @inline(never)
    private mutating func scanMember(_ text: RawSpan, from start: Int) -> Int? {
        guard var member = scanName(text, from: start) else { return nil }
        let colon = JSONLexer.skipWhitespace(text, from: member.end)
        guard JSONLexer.byte(text, colon) == UInt8(ascii: ":") else { return nil }
        let value = JSONLexer.skipWhitespace(text, from: colon &+ 1)
        let end: Int
        switch JSONLexer.byte(text, value) {
        case UInt8(ascii: "\""):
            guard let string = JSONLexer.scanString(text, from: value &+ 1) else { return nil }
            member.member.setValue(.string, value &+ 1, string.end &- 1, hasEscapes: string.hasEscapes)
            end = string.end
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let number = JSONLexer.scanNumber(text, from: value) else { return nil }
            member.member.setValue(.number, value, number)
            end = number
        case let first where first == UInt8(ascii: "{") || first == UInt8(ascii: "["):
            guard let container = scanContainer(text, from: value) else { return nil }
            member.member.setValue(first == UInt8(ascii: "{") ? .object : .array, value, container)
            end = container
        default:
            guard let literal = JSONLexer.scanLiteral(text, from: value) else { return nil }
            member.member.setValue(.literal, value, literal)
            end = literal
        }
        members.append(member.member)
        return end
    }

    /// Scans a member's name, its quotation marks included, and returns the offset behind it.
    @inline(__always)
    mutating func scanName(_ text: RawSpan, from start: Int) -> (member: JSONMember, end: Int)? {
        guard JSONLexer.byte(text, start) == UInt8(ascii: "\""),
            let string = JSONLexer.scanString(text, from: start &+ 1)
        else { return nil }
        if string.hasEscapes {
            return (escapedName(text, (start &+ 1)..<(string.end &- 1)), string.end)
        }
        let length = string.end &- start &- 2
        let bytes = JSONLexer.word(text, start &+ 1)
        let member = JSONMember(
            nameWord: length >= 8 ? bytes : bytes & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1),
            nameStart: UInt32(truncatingIfNeeded: start &+ 1),
            nameLength: UInt32(truncatingIfNeeded: length),
            nameHasEscapes: false
        )
        return (member, string.end)
    }

    @inline(never)
    private mutating func escapedName(_ text: RawSpan, _ range: Range<Int>) -> JSONMember {
        let start = arena.count
        JSONString.unescape(text, range) { arena.append($0) }
        var word: UInt64 = 0
        for (index, byte) in arena[start...].prefix(8).enumerated() {
            word |= UInt64(byte) << UInt64(8 * index)
        }
        return JSONMember(
            nameWord: word,
            nameStart: UInt32(truncatingIfNeeded: start),
            nameLength: UInt32(truncatingIfNeeded: arena.count - start),
            nameHasEscapes: true
        )
    }

    /// Finds a member of the outermost object by its unescaped name.
    func member(named name: String, in text: RawSpan) -> JSONMember? {
        let wanted = name.utf8.span
        for index in members.indices where Int(members[index].nameLength) == wanted.count {
            let member = members[index]
            var offset = 0
            while offset < wanted.count, wanted[offset] == nameByte(member, offset, in: text) { offset += 1 }
            if offset == wanted.count { return member }
        }
        return nil
    }

    /// One byte of a member's unescaped name.
    func nameByte(_ member: JSONMember, _ offset: Int, in text: RawSpan) -> UInt8 {
        let position = Int(member.nameStart) + offset
        return member.nameHasEscapes ? arena[position] : text.octet(at: position)
    }
}
