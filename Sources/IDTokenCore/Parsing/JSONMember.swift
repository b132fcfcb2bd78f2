/// One member of a JSON object, as places in the text and not as copies.
struct JSONMember {
    /// What a value is, by its first byte.
    enum Kind: UInt8 {
        case string, number, literal, object, array
    }

    /// The first eight bytes of the name, the first byte lowest, padded with zeros: with ``nameLength`` enough to
    /// tell short names apart without reading them again.
    var nameWord: UInt64
    /// Where the name's bytes begin: in the scanned text, or in the arena if it was spelled with escapes.
    var nameStart: UInt32
    var nameLength: UInt32
    var nameHasEscapes: Bool
    var kind: Kind = .literal
    /// Whether a string value is spelled with escapes.
    var valueHasEscapes = false
    /// Where the value begins and ends; for a string the bytes between the quotation marks, as spelled.
    var valueStart: UInt32 = 0
    var valueEnd: UInt32 = 0

    /// The value's place in the text.
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }

    /// Notes the value behind the name.
    @inline(__always)
    mutating func setValue(_ kind: Kind, _ start: Int, _ end: Int, hasEscapes: Bool = false) {
        self.kind = kind
        valueStart = UInt32(truncatingIfNeeded: start)
        valueEnd = UInt32(truncatingIfNeeded: end)
        valueHasEscapes = hasEscapes
    }
}

/// What a scan of one JSON text found.
enum JSONScanOutcome {
    /// One object with distinct member names.
    case object
    /// Not exactly one well-formed object within the depth limit, or not UTF-8.
    case malformed
    /// A well-formed object in which some object names a member twice.
    case duplicateMember
}
