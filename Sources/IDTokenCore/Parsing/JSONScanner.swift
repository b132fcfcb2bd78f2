/// One pass over a JSON text that must be a single object (RFC 8259), without copies and without recursion.
///
/// It checks the whole grammar and UTF-8, refuses nesting beyond ``InputLimits/maximumDepth`` and any member name
/// that occurs twice in one object (also when one is spelled with escapes), and leaves the members of the outermost
/// object in ``members``. Values stay ranges of the text until somebody asks for them. Lone surrogates in escapes
/// are refused, because no UTF-8 string can hold them.
///
/// Strings, which are most of a token, are passed eight bytes at a time: one word tells whether any of its bytes is
/// a quotation mark, a backslash, a control or not ASCII. The plain form is ``JSONValue/init(parsing:)``; both are
/// compared on random and mutated input.
struct JSONScanner {
    /// The zero bytes that must follow the text, so that a word may be read at any offset of it.
    static let padding = 8

    /// The members of the outermost object of the last scan.
    private(set) var members: [JSONMember] = []
    /// Member names that were spelled with escapes, unescaped.
    private(set) var arena: [UInt8] = []
    /// The hash table for objects with many members, kept so that it is allocated once.
    private var slots: [UInt32] = []
    /// Whether the last scan met a name twice.
    private var hasDuplicates = false

    /// Where an open container's members start in ``members``, or that it is an array.
    private struct Frame {
        var firstMember: Int32
        var isObject: Bool
    }

    /// What the grammar allows next.
    private enum State {
        case value, memberOrEnd, member, elementOrEnd, afterValue
    }

    init() {
        members.reserveCapacity(64)
    }

    /// Scans the first `count` bytes of `text`, behind which at least ``padding`` zero bytes follow.
    ///
    /// A zero byte is not allowed anywhere in JSON, so running over the end is refused without a test for it.
    mutating func scan(_ text: RawSpan, count: Int) -> JSONScanOutcome {
        precondition(count >= 0 && count <= text.byteCount - Self.padding)
        members.removeAll(keepingCapacity: true)
        arena.removeAll(keepingCapacity: true)
        hasDuplicates = false
        var frames = InlineArray<16, Frame>(repeating: Frame(firstMember: 0, isObject: true))
        var depth = 0
        var position = Self.skipWhitespace(text, from: 0)
        guard Self.byte(text, position) == UInt8(ascii: "{") else { return .malformed }
        var state = State.value

        while true {
            position = Self.skipWhitespace(text, from: position)
            let byte = Self.byte(text, position)
            switch state {
            case .memberOrEnd where byte == UInt8(ascii: "}"), .elementOrEnd where byte == UInt8(ascii: "]"):
                // An empty container closes here; state .afterValue handles the others.
                state = .afterValue
                continue

            case .memberOrEnd, .member:
                guard byte == UInt8(ascii: "\""),
                    let end = scanName(text, from: position &+ 1),
                    case let colon = Self.skipWhitespace(text, from: end),
                    Self.byte(text, colon) == UInt8(ascii: ":")
                else { return .malformed }
                position = Self.skipWhitespace(text, from: colon &+ 1)
                state = .value

            case .value, .elementOrEnd:
                let start = position
                var kind = JSONMember.Kind.literal
                var hasEscapes = false
                switch byte {
                case UInt8(ascii: "\""):
                    guard let string = Self.scanString(text, from: position &+ 1) else { return .malformed }
                    (position, hasEscapes) = (string.end, string.hasEscapes)
                    kind = .string
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    guard depth < InputLimits.maximumDepth else { return .malformed }
                    let isObject = byte == UInt8(ascii: "{")
                    if depth > 0, frames[depth &- 1].isObject {
                        members[members.count &- 1].kind = isObject ? .object : .array
                        members[members.count &- 1].valueStart = UInt32(truncatingIfNeeded: start)
                    }
                    frames[depth] = Frame(firstMember: Int32(truncatingIfNeeded: members.count), isObject: isObject)
                    depth &+= 1
                    position &+= 1
                    state = isObject ? .memberOrEnd : .elementOrEnd
                    continue
                case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    guard let end = Self.scanNumber(text, from: position) else { return .malformed }
                    position = end
                    kind = .number
                default:
                    guard let end = Self.scanLiteral(text, from: position) else { return .malformed }
                    position = end
                }
                if frames[depth &- 1].isObject {
                    let quote = kind == .string ? 1 : 0
                    let last = members.count &- 1
                    members[last].kind = kind
                    members[last].valueStart = UInt32(truncatingIfNeeded: start &+ quote)
                    members[last].valueEnd = UInt32(truncatingIfNeeded: position &- quote)
                    members[last].valueHasEscapes = hasEscapes
                }
                state = .afterValue

            case .afterValue:
                let frame = frames[depth &- 1]
                if byte == UInt8(ascii: ",") {
                    position &+= 1
                    state = frame.isObject ? .member : .value
                    continue
                }
                guard byte == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return .malformed }
                position &+= 1
                if frame.isObject {
                    checkForDuplicates(text, from: Int(frame.firstMember))
                }
                depth &-= 1
                if depth == 0 {
                    position = Self.skipWhitespace(text, from: position)
                    guard position == count else { return .malformed }
                    return hasDuplicates ? .duplicateMember : .object
                }
                if frame.isObject {
                    members.removeLast(members.count &- Int(frame.firstMember))
                }
                if frames[depth &- 1].isObject {
                    members[members.count &- 1].valueEnd = UInt32(truncatingIfNeeded: position)
                }
            }
        }
    }

    /// Finds a member of the outermost object by its unescaped name.
    func member(named name: String, in text: RawSpan) -> JSONMember? {
        let wanted = name.utf8.span
        return members.first { member in
            guard Int(member.nameLength) == wanted.count else { return false }
            return wanted.indices.allSatisfy { wanted[$0] == nameByte(member, $0, in: text) }
        }
    }

    /// One byte of a member's unescaped name.
    func nameByte(_ member: JSONMember, _ offset: Int, in text: RawSpan) -> UInt8 {
        let position = Int(member.nameStart) + offset
        return member.nameHasEscapes ? arena[position] : Self.byte(text, position)
    }

    // MARK: Names

    /// Appends the member whose name begins at `start` and returns the offset behind its closing quotation mark.
    @inline(__always)
    private mutating func scanName(_ text: RawSpan, from start: Int) -> Int? {
        guard let string = Self.scanString(text, from: start) else { return nil }
        if string.hasEscapes {
            appendEscapedName(text, start..<(string.end &- 1))
        } else {
            let length = string.end &- 1 &- start
            members.append(
                JSONMember(
                    nameWord: Self.leadingWord(text, at: start, length: length),
                    nameStart: UInt32(truncatingIfNeeded: start),
                    nameLength: UInt32(truncatingIfNeeded: length),
                    nameHasEscapes: false
                )
            )
        }
        return string.end
    }

    @inline(never)
    private mutating func appendEscapedName(_ text: RawSpan, _ range: Range<Int>) {
        let start = arena.count
        JSONString.unescape(text, range) { arena.append($0) }
        var word: UInt64 = 0
        for (index, byte) in arena[start...].prefix(8).enumerated() {
            word |= UInt64(byte) << UInt64(8 * index)
        }
        members.append(
            JSONMember(
                nameWord: word,
                nameStart: UInt32(truncatingIfNeeded: start),
                nameLength: UInt32(truncatingIfNeeded: arena.count - start),
                nameHasEscapes: true
            )
        )
    }

    /// The first eight bytes of a name, the first byte lowest, with zeros for what lies behind its end.
    @inline(__always)
    private static func leadingWord(_ text: RawSpan, at start: Int, length: Int) -> UInt64 {
        let bytes = word(text, start)
        return length >= 8 ? bytes : bytes & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1)
    }

    /// Looks for two equal names among the members from `first` on.
    ///
    /// Up to 24 names are compared pair by pair on the word that each carries: a token has about twelve, and 66
    /// comparisons of words cost less than one hash. Beyond that a hash table keeps hostile input linear.
    @inline(__always)
    private mutating func checkForDuplicates(_ text: RawSpan, from first: Int) {
        let pairwiseLimit = 24
        let end = members.count
        guard end &- first <= pairwiseLimit else {
            hasDuplicates = hasDuplicates || hasDuplicatesByHash(text, from: first)
            return
        }
        var index = first
        while index < end {
            let word = members[index].nameWord
            var other = index &+ 1
            while other < end {
                if members[other].nameWord == word, haveEqualNames(text, index, other) {
                    hasDuplicates = true
                }
                other &+= 1
            }
            index &+= 1
        }
    }

    @inline(never)
    private func haveEqualNames(_ text: RawSpan, _ first: Int, _ second: Int) -> Bool {
        guard members[first].nameLength == members[second].nameLength else { return false }
        for offset in 0..<Int(members[first].nameLength)
        where nameByte(members[first], offset, in: text) != nameByte(members[second], offset, in: text) {
            return false
        }
        return true
    }

    /// Linear in the bytes of the names, whatever they are: `Hasher` is seeded anew in every process.
    @inline(never)
    private mutating func hasDuplicatesByHash(_ text: RawSpan, from first: Int) -> Bool {
        let empty = UInt32.max
        let mask = (members.count - first).nextPowerOfTwo * 2 - 1
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(empty, count: mask + 1))
        for index in first..<members.count {
            var hasher = Hasher()
            for offset in 0..<Int(members[index].nameLength) {
                hasher.combine(nameByte(members[index], offset, in: text))
            }
            var slot = hasher.finalize() & mask
            while slots[slot] != empty {
                if members[Int(slots[slot])].nameWord == members[index].nameWord,
                    haveEqualNames(text, Int(slots[slot]), index)
                {
                    return true
                }
                slot = (slot + 1) & mask
            }
            slots[slot] = UInt32(index)
        }
        return false
    }

    // MARK: Values

    /// Passes a string from behind its opening quotation mark, and returns the offset behind the closing one.
    @inline(__always)
    private static func scanString(_ text: RawSpan, from start: Int) -> (end: Int, hasEscapes: Bool)? {
        var position = start
        var hasEscapes = false
        while true {
            let special = firstSpecialByte(word(text, position))
            position &+= special
            if special == 8 { continue }
            let byte = byte(text, position)
            if byte == UInt8(ascii: "\"") { return (position &+ 1, hasEscapes) }
            if byte == UInt8(ascii: "\\") {
                guard let end = JSONString.endOfEscape(text, at: position) else { return nil }
                hasEscapes = true
                position = end
            } else {
                // A control character, the padding behind the text, or the start of a longer UTF-8 sequence.
                guard byte >= 0x80, let end = JSONString.endOfUTF8Sequence(text, at: position) else { return nil }
                position = end
            }
        }
    }

    /// The offset of the first byte of a word that is a quotation mark, a backslash, below 0x20 or above 0x7F;
    /// 8 if there is none.
    ///
    /// Each term marks a byte's top bit if the byte is (or borrows into) one of these; a borrow only ever marks
    /// bytes behind a true one, so the first mark is right.
    @inline(__always)
    private static func firstSpecialByte(_ word: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let marks =
            ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word) | word
        return (marks & tops).trailingZeroBitCount &>> 3
    }

    /// Passes a number (RFC 8259 §6) and returns the offset behind it.
    @inline(__always)
    private static func scanNumber(_ text: RawSpan, from start: Int) -> Int? {
        var position = start
        if byte(text, position) == UInt8(ascii: "-") { position &+= 1 }
        if byte(text, position) == UInt8(ascii: "0") {
            position &+= 1
        } else {
            guard let end = scanDigits(text, from: position) else { return nil }
            position = end
        }
        if byte(text, position) == UInt8(ascii: ".") {
            guard let end = scanDigits(text, from: position &+ 1) else { return nil }
            position = end
        }
        if byte(text, position) | 0x20 == UInt8(ascii: "e") {
            position &+= 1
            let sign = byte(text, position)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position &+= 1 }
            guard let end = scanDigits(text, from: position) else { return nil }
            position = end
        }
        return position
    }

    /// Passes one or more digits.
    @inline(__always)
    private static func scanDigits(_ text: RawSpan, from start: Int) -> Int? {
        var position = start
        while byte(text, position) &- UInt8(ascii: "0") < 10 { position &+= 1 }
        return position > start ? position : nil
    }

    /// Passes `true`, `false` or `null`.
    @inline(__always)
    private static func scanLiteral(_ text: RawSpan, from start: Int) -> Int? {
        let letters = word(text, start)
        let four = UInt32(truncatingIfNeeded: letters)
        if four == 0x6575_7274 || four == 0x6C6C_756E { return start &+ 4 }
        return letters & 0xFF_FFFF_FFFF == 0x65_736C_6166 ? start &+ 5 : nil
    }

    @inline(__always)
    private static func skipWhitespace(_ text: RawSpan, from start: Int) -> Int {
        var position = start
        while true {
            let byte = byte(text, position)
            // Only these four are white space to JSON; everything of a compact token is above the space.
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return position }
            position &+= 1
        }
    }

    // MARK: Reading
    //
    // Safe: every offset that is read is at most one behind a byte that was not zero, the text has `padding` zero
    // bytes behind its end, and `scan` checks that they are there. The padding stops each loop.

    @inline(__always)
    private static func byte(_ text: RawSpan, _ offset: Int) -> UInt8 {
        unsafe text.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    private static func word(_ text: RawSpan, _ offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: text.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }
}

extension Int {
    /// The smallest power of two that is not below a positive number.
    fileprivate var nextPowerOfTwo: Int {
        1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
