import Testing

@testable import IDTokenCore

@Suite struct JSONTextTests {
    /// The one member of `{"a":…}` and the buffer that it lies in.
    private static func scan(_ value: String) throws -> (JSONMember, [UInt8]) {
        let text = Array("{\"a\":\(value)}".utf8) + Scanned.padding
        var scanner = JSONScanner()
        let outcome = scanner.scan(text.span.octets, count: text.count - JSONScanner.padding)
        try #require(outcome == .object)
        return (scanner.members[0], text)
    }

    private static func equals(_ value: String, _ expected: String) throws -> Bool {
        let (member, text) = try scan(value)
        let bytes = Array(expected.utf8)
        return JSONText.string(member, in: text.span.octets, equals: bytes.span)
    }

    @Test func `A string is compared byte for byte after its escapes are resolved`() throws {
        #expect(try Self.equals(#""1234567890""#, "1234567890"))
        #expect(try Self.equals(#""\u0031234567890""#, "1234567890"))
        #expect(try Self.equals(#""https:\/\/access.line.me""#, "https://access.line.me"))
        #expect(try Self.equals(#""\uD83D\uDE00""#, "😀"))
        #expect(try Self.equals(#""""#, ""))
    }

    @Test(
        arguments: [
            (#""1234567890""#, "123456789"), (#""1234567890""#, "12345678901"), (#""1234567890""#, "1234567891"),
            (#""1234567890""#, "0234567890"), (#""a""#, "A"), (#""a""#, ""), (#""""#, "a"), (#""\u0061b""#, "a"),
            (#""\u0061""#, "ab"),
            (#""é""#, "e\u{301}"), (#""e\u0301""#, "é"), (#""a\u0000""#, "a"), (#""a""#, "a\u{0}"),
            (#""\\u0061""#, "a"),
            ("12", "12"), ("true", "true"), ("null", "null"), (#"["a"]"#, "a"), (#"{"a":"a"}"#, "a"),
            (#"["a"]"#, "[\"a\"]"),
            (#""K""#, "\u{212A}"), (#"" a""#, "a"), (#""a ""#, "a"),
        ]
    )
    func `Anything else is not equal: no prefix, no other case, no normal form, no other type`(
        _ value: String,
        _ expected: String
    ) throws {
        #expect(try !Self.equals(value, expected))
    }

    private static func equal(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        JSONText.equal(first.span.octets, second.span.octets)
    }

    @Test func `Equality of bytes looks at every byte of every length`() {
        for count in 0..<35 {
            let bytes = (0..<count).map { UInt8($0) }
            #expect(Self.equal(bytes, bytes))
            for place in 0..<count {
                var other = bytes
                other[place] ^= 0x80
                #expect(!Self.equal(bytes, other))
            }
            #expect(!Self.equal(bytes, bytes + [0]))
        }
    }

    @Test func `Case is ignored for the letters A to Z alone`() throws {
        let wanted = Array("jwt".utf8)
        for (value, isEqual) in [
            (#""JWT""#, true), (#""jWt""#, true), (#""\u004awt""#, true), (#""jwt ""#, false), (#""jw""#, false),
            (#""jwtt""#, false), (#""*WT""#, false), (#""JW\u0054""#, true), (#""""#, false), (#""jw\u0000""#, false),
        ] {
            let (member, text) = try Self.scan(value)
            let found = JSONText.string(member, in: text.span.octets, equalsIgnoringASCIICase: wanted.span)
            #expect(found == isEqual)
        }
        let (kelvin, text) = try Self.scan(#""\u212A""#)
        let k = Array("k".utf8)
        let isKelvin = JSONText.string(kelvin, in: text.span.octets, equalsIgnoringASCIICase: k.span)
        #expect(!isKelvin)
    }

    // MARK: Elements

    /// The elements as the fast path hands them out: strings unescaped, `nil` for anything else.
    private static func elements(_ array: String) throws -> [String?] {
        let (member, text) = try scan(array)
        try #require(member.kind == .array)
        var result: [String?] = []
        let bytes = text.span.octets
        JSONText.forEachElement(of: member, in: bytes) { element in
            result.append(element.isString ? JSONText.copy(element.range, in: text.span.octets) : nil)
        }
        return result
    }

    @Test(
        arguments: [
            "[]", "[ ]", "[\"a\"]", "[ \"a\" , \"b\" ]", "[[\"a\"]]", "[[[\"a\"]],\"b\"]", "[{\"a\":\"b\"}]",
            "[{\"a\":[\"b\"]},\"c\"]",
            "[1,-2.5e3,true,false,null]", "[\"\"]", "[\"]\"]", "[\"[\",\"{\",\"}\",\",\"]", "[\"\\\"\",\"\\\\\"]",
            "[\"\\\\\\\"\"]",
            "[[],[],{}]", "[\"a\",[\"ours\"]]", "[[\"ours\"],\"a\"]", "[{\"x\":\"ours\",\"y\":[\"ours\"]}]",
            "[[\"a\",\"b\"],[\"c\",\"d\"]]",
            "[\"\\u005d\",\"\\u0022\"]", "[\n\"a\"\t,\r\"b\" ]", "[0]", "[[1],2]", "[\"é\",\"日\",\"😀\"]",
        ]
    )
    func `The elements of an array are those that the reference parser finds`(_ array: String) throws {
        let reference = try #require(try JSONValue(parsing: Array(array.utf8)).arrayValue)
        #expect(try Self.elements(array) == reference.map(\.stringValue))
    }

    @Test func `Random arrays are taken apart as the reference takes them apart`() throws {
        var random = SeededGenerator(21)
        func value(_ depth: Int) -> String {
            let gap = random.oneIn(4) ? " " : ""
            switch Int.random(in: 0..<(depth > 3 ? 4 : 7), using: &random) {
            case 0: return gap + "\"ours\"" + gap
            case 1: return gap + "\"a\\\"],[\\\\\"" + gap
            case 2: return gap + "12" + gap
            case 3: return gap + "null" + gap
            case 4: return gap + "{\"k\":" + value(depth + 1) + "}" + gap
            default:
                let count = Int.random(in: 0...3, using: &random)
                return "[" + (0..<count).map { _ in value(depth + 1) }.joined(separator: ",") + "]"
            }
        }
        for _ in 0..<1500 {
            let array =
                "[" + (0..<Int.random(in: 0...4, using: &random)).map { _ in value(1) }.joined(separator: ",") + "]"
            let reference = try #require(try JSONValue(parsing: Array(array.utf8)).arrayValue)
            guard try Self.elements(array) == reference.map(\.stringValue) else {
                Issue.record("\(array) is taken apart differently")
                return
            }
        }
    }
}
