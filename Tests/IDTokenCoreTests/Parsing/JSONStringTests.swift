import Testing

@testable import IDTokenCore

@Suite struct JSONStringTests {
    private static func unescaped(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        JSONString.unescape(bytes.span.octets, 0..<bytes.count) { result.append($0) }
        return result
    }

    @Test func `The short escapes stand for what RFC 8259 says`() {
        #expect(Self.unescaped(#"\"\\\/\b\f\n\r\t"#) == [0x22, 0x5C, 0x2F, 0x08, 0x0C, 0x0A, 0x0D, 0x09])
    }

    @Test func `Every code unit outside of the surrogates stands for its character, in either case of the digits`() {
        for unit in stride(from: UInt32(0), through: 0xFFFF, by: 97) {
            guard let scalar = Unicode.Scalar(unit) else { continue }
            let digits = String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
            #expect(Self.unescaped("\\u" + digits) == Array(String(scalar).utf8))
            #expect(Self.unescaped("\\u" + digits.uppercased()) == Array(String(scalar).utf8))
        }
    }

    @Test func `A surrogate pair stands for one character`() {
        for scalar in ["\u{10000}", "😀", "\u{10FFFF}", "\u{1F1E6}"] {
            let units = scalar.utf16.map { "\\u" + String($0, radix: 16) }
            #expect(Self.unescaped(units.joined()) == Array(scalar.utf8))
        }
    }

    @Test(
        arguments: [
            "\\", "\\u", "\\uD800", "\\ud800\\", "\\ud800\\u", "\\ud800\\udbff", "\\udc00", "\\u00g0", "\\x41", "\\'",
            "\\uD83D\\uDE0",
        ]
    )
    func `A thing that is no escape has no end`(_ text: String) {
        let bytes = Array(text.utf8)
        let end = JSONString.endOfEscape(bytes.span.octets, at: 0)
        #expect(end == nil)
    }

    @Test func `An escape or a sequence that reaches the end of the buffer is not read beyond it`() {
        let text = Array("\\uD83D\\uDE00".utf8)
        for count in 1..<text.count {
            let cut = Array(text[..<count])
            let end = JSONString.endOfEscape(cut.span.octets, at: 0)
            #expect(end == nil)
        }
        let character = Array("😀".utf8)
        for count in 1..<character.count {
            let cut = Array(character[..<count])
            let end = JSONString.endOfUTF8Sequence(cut.span.octets, at: 0)
            #expect(end == nil)
        }
    }
}
