extension JSONScanner {
    /// An open container: where its members start in ``nested``, or that it is an array.
    private struct Frame {
        var firstMember = 0
        var isObject = false
    }

    /// What the grammar allows next inside a container.
    private enum State {
        case value, valueOrEnd, name, nameOrEnd, commaOrEnd
    }

    /// Scans an array or object inside the outermost object, and returns the offset behind it.
    ///
    /// Open containers stand on a stack of fixed size: no input makes this function call itself.
    @inline(never)
    mutating func scanContainer(_ text: RawSpan, from start: Int) -> Int? {
        var frames = InlineArray<16, Frame>(repeating: Frame())
        // The outermost object is open already.
        let maximumDepth = InputLimits.maximumDepth - 1
        var depth = 0
        var position = start
        var state = State.value
        nested.removeAll()

        while true {
            position = JSONLexer.skipWhitespace(text, from: position)
            let byte = JSONLexer.byte(text, position)
            switch state {
            case .nameOrEnd where byte == UInt8(ascii: "}"), .valueOrEnd where byte == UInt8(ascii: "]"):
                state = .commaOrEnd

            case .name, .nameOrEnd:
                guard let name = scanName(text, from: position) else { return nil }
                let colon = JSONLexer.skipWhitespace(text, from: name.end)
                guard JSONLexer.byte(text, colon) == UInt8(ascii: ":") else { return nil }
                nested.append(name.member)
                position = colon &+ 1
                state = .value

            case .value, .valueOrEnd:
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    guard depth < maximumDepth else { return nil }
                    let isObject = byte == UInt8(ascii: "{")
                    frames[depth] = Frame(firstMember: nested.count, isObject: isObject)
                    depth &+= 1
                    position &+= 1
                    state = isObject ? .nameOrEnd : .valueOrEnd
                } else {
                    guard let end = JSONLexer.scanScalar(text, from: position) else { return nil }
                    position = end
                    state = .commaOrEnd
                }

            case .commaOrEnd:
                let frame = frames[depth &- 1]
                position &+= 1
                if byte == UInt8(ascii: ",") {
                    state = frame.isObject ? .name : .value
                    continue
                }
                guard byte == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return nil }
                if frame.isObject {
                    if names.hasDuplicates(nested, from: frame.firstMember, text, arena) { hasDuplicates = true }
                    nested.removeAll(from: frame.firstMember)
                }
                depth &-= 1
                if depth == 0 { return position }
            }
        }
    }
}
