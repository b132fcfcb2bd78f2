import Testing

@testable import IDTokenCore

@Suite struct JSONLexerTests {
    /// A text with the zeros behind it that the lexer asks for.
    private func padded(_ text: String) -> [UInt8] { Array(text.utf8) + Scanned.padding }

    @Test(arguments: [("-0.5e+3,", 7), ("0", 1), ("10}", 2), ("01", 1), ("1E5 ", 3)])
    func `A number ends where its grammar does`(text: String, end: Int) {
        let bytes = padded(text)
        let found = JSONLexer.scanNumber(bytes.span.octets, from: 0)
        #expect(found == end)
    }

    @Test(arguments: ["", "-", "-a", ".5", "1.", "1e", "1e+", "+1", "a"])
    func `What only begins like a number, or does not, is none`(text: String) {
        let bytes = padded(text)
        let found = JSONLexer.scanNumber(bytes.span.octets, from: 0)
        #expect(found == nil)
    }

    @Test(arguments: [("1,", 1), ("0}", 1), ("123456789012345,", 15)])
    func `A plain integer is passed up to what must follow it`(text: String, end: Int) {
        let bytes = padded(text)
        let found = JSONLexer.endOfPlainInteger(bytes.span.octets, from: 0)
        #expect(found == end)
    }

    @Test(arguments: ["", "1", "1 ,", "-1,", "01,", "1.0,", "1e3,", "1234567890123456,", "a,"])
    func `An integer of another form is left to the whole grammar`(text: String) {
        let bytes = padded(text)
        let found = JSONLexer.endOfPlainInteger(bytes.span.octets, from: 0)
        #expect(found == nil)
    }

    @Test func `Plain text ends at the first byte that is special, wherever that is`() {
        for special in ["\"", "\\", "\u{1F}", "\n", "é"] {
            for length in 0..<70 {
                let bytes = padded(String(repeating: "a", count: length) + special + "aaa")
                let found = JSONLexer.endOfPlainText(bytes.span.octets, from: 0)
                #expect(found == length)
            }
        }
    }

    @Test func `White space is that of JSON and no other`() {
        let bytes = padded(" \t\r\n\u{B}")
        let found = JSONLexer.skipWhitespace(bytes.span.octets, from: 0)
        #expect(found == 4)
    }
}
