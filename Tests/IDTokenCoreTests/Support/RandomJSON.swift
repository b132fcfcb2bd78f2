/// Writes random JSON texts, most of them well-formed, and damages them.
struct RandomJSON {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed)
    }

    /// A well-formed object; its names may repeat.
    mutating func object(depth: Int = 0) -> String {
        let count = random.oneIn(12) ? Int.random(in: 20...60, using: &random) : Int.random(in: 0...6, using: &random)
        var members: [String] = []
        for _ in 0..<count {
            members.append(
                blank() + name(wide: count > 6) + blank() + ":" + blank() + value(depth: depth + 1) + blank()
            )
        }
        return "{" + (members.isEmpty ? blank() : members.joined(separator: ",")) + "}"
    }

    /// One byte of a text changed, removed, doubled or put elsewhere, up to three times.
    mutating func damaged(_ text: [UInt8]) -> [UInt8] {
        var text = text
        let interesting =
            Array("{}[]:,\"\\u0/dDeE+-.19 \n\ttfnals".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC0, 0xED, 0xF4, 0xFF]
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard !text.isEmpty else { return text }
            let place = Int.random(in: 0..<text.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: text.remove(at: place)
            case 1: text[place] = UInt8.random(in: 0...255, using: &random)
            case 2: text[place] = interesting[Int.random(in: 0..<interesting.count, using: &random)]
            case 3: text.insert(interesting[Int.random(in: 0..<interesting.count, using: &random)], at: place)
            case 4: text.insert(text[Int.random(in: 0..<text.count, using: &random)], at: place)
            default: text.removeLast(Int.random(in: 1...min(8, text.count), using: &random))
            }
        }
        return text
    }

    private mutating func blank() -> String {
        random.oneIn(8) ? [" ", "\n", "\t", "\r", "  "][Int.random(in: 0..<5, using: &random)] : ""
    }

    private mutating func name(wide: Bool) -> String {
        if wide { return "\"m\(Int.random(in: 0..<4000, using: &random))\"" }
        let names = [
            "iss", "sub", "aud", "exp", "a", "b", "", "auth_time", "auth_timf", "is\\u0073", "\\u0061", "ключ", "n\\/a",
        ]
        return "\"" + names[Int.random(in: 0..<names.count, using: &random)] + "\""
    }

    private mutating func value(depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 4 ? 6 : 8), using: &random) {
        case 0: return ["true", "false", "null"][Int.random(in: 0..<3, using: &random)]
        case 1, 2: return number()
        case 3, 4, 5: return string()
        case 6: return object(depth: depth)
        default:
            let count = Int.random(in: 0...4, using: &random)
            return "[" + (0..<count).map { _ in value(depth: depth + 1) }.joined(separator: ",") + blank() + "]"
        }
    }

    private mutating func number() -> String {
        let forms = [
            "0", "-0", "1767225600", "1.5", "-1.25e-3", "1E9", "1e+2", "9007199254740991", "12345678901234567890",
            "0.0",
        ]
        return forms[Int.random(in: 0..<forms.count, using: &random)]
    }

    private mutating func string() -> String {
        let pieces = [
            "https://access.line.me", "U0123456789abcdef", "é", "日本", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9",
            "\\uD83D\\uDE00", "\\u0000", " ", "[", "{", "}", ",", ":", "\u{7F}", "\u{2028}",
        ]
        let count = Int.random(in: 0...5, using: &random)
        return "\"" + (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined() + "\""
    }
}
