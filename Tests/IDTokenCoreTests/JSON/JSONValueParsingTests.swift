import Testing

@testable import IDTokenCore

@Suite struct JSONValueParsingTests {
    private static func parse(_ text: String) -> JSONValue? {
        try? JSONValue(parsing: Array(text.utf8))
    }

    @Test func `Every kind of value is read, with order, spelling and repeated names kept`() {
        #expect(Self.parse(" null ") == .null)
        #expect(Self.parse("[true,false]") == .array([.bool(true), .bool(false)]))
        #expect(Self.parse("-1.50E+2") == .number("-1.50E+2"))
        #expect(Self.parse(#""\u00e9\n""#) == .string("é\n"))
        #expect(Self.parse("[]") == .array([]))
        #expect(Self.parse("{ }") == .object([]))
        let members = [
            JSONObjectMember(name: "b", value: .number("1")), JSONObjectMember(name: "b", value: .number("2")),
        ]
        #expect(Self.parse(#"{"b":1,"b":2}"#) == .object(members))
    }

    @Test(
        arguments: [
            "", " ", "nul", "nulll", "tru", "+1", "01", "1.", ".1", "1e", "--1", "\"", "\"\\x\"", "\"\n\"", "[", "[1",
            "[1,]", "[,]",
            "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "1 2", "[1]]", "{}{}", "'a'",
            "\u{0}", "1\u{0}",
            "\"\\uD800\"", "\"\\uDC00\"", "\u{FEFF}1", "NaN", "Infinity", "-", "[1 2]", "{\"a\" 1}", "{1:2}",
        ]
    )
    func `A text that is not exactly one value is refused`(_ text: String) {
        #expect(Self.parse(text) == nil)
    }

    @Test func `Bytes that are not UTF-8 are refused`() {
        for bytes: [UInt8] in [
            [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF],
        ] {
            #expect((try? JSONValue(parsing: [0x22] + bytes + [0x22])) == nil)
        }
    }

    @Test func `Nesting ends at the limit and a long run of brackets does not exhaust the stack`() {
        let depth = InputLimits.maximumDepth
        #expect(Self.parse(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)) != nil)
        #expect(Self.parse(String(repeating: "[", count: depth + 1) + String(repeating: "]", count: depth + 1)) == nil)
        #expect(Self.parse(String(repeating: "[", count: 1_000_000)) == nil)
        #expect(Self.parse(String(repeating: "{\"a\":", count: 100_000)) == nil)
    }

    @Test(
        arguments: [
            (#"{"a":1,"a":2}"#, true), (#"{"a":1,"\u0061":2}"#, true), (#"[{"x":{"a":1,"a":1}}]"#, true),
            (#"{"a":{"a":1}}"#, false),
            (#"[{"a":1},{"a":1}]"#, false), (#"{"é":1,"e\u0301":1}"#, false), (#"{"K":1,"\u212A":1}"#, false),
            ("1", false),
        ]
    )
    func `Repeated names are told by their bytes, however deep`(_ text: String, _ isRepeated: Bool) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)).hasDuplicateNames == isRepeated)
    }
}
