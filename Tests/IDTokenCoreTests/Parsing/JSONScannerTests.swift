import Testing

@testable import IDTokenCore

@Suite struct JSONScannerTests {
    // MARK: Grammar

    @Test(
        arguments: [
            "", " ", "null", "1", "\"a\"", "[]", "[{}]", "{", "}", "{}{}", "{} x", "{},", "{\"a\"}", "{\"a\":}",
            "{\"a\":1,}",
            "{,}", "{,\"a\":1}", "{\"a\":1 \"b\":2}", "{\"a\" 1}", "{\"a\"::1}", "{a:1}", "{'a':1}", "{1:1}",
            "{\"a\":[1,]}",
            "{\"a\":[,]}", "{\"a\":[1 2]}", "{\"a\":[}", "{\"a\":]}", "{\"a\":[}]", "{\"a\":(1)}", "{\"a\":1]",
            "{\"a\":[1}]",
            "\u{FEFF}{}", "{}\u{0}", "\u{0}{}", "{\u{0}}", "{}//", "/**/{}", "{}\u{C}", "{}\u{A0}", "{\u{B}}",
        ]
    )
    func `A text that is not exactly one object is malformed`(_ text: String) {
        #expect(Scanned(text).outcome == .malformed)
        #expect(Scanned(reference: Array(text.utf8)).outcome == .malformed)
    }

    @Test(
        arguments: [
            "-", "+1", "01", "-01", "00", "1.", ".5", "1.e1", "1e", "1e+", "1E-", "0x10", "1_000", "Infinity", "NaN",
            "-Infinity",
            "1.5.5", "1e1e1", "--1", "1-", "tru", "True", "TRUE", "truee", "fals", "nul", "nulll", "none", "undefined",
            "1٢", "١",
        ]
    )
    func `A value that is no number or literal of JSON is malformed`(_ value: String) {
        for text in ["{\"a\":\(value)}", "{\"a\":[\(value)]}", "{\"a\":\(value)", "{\"a\":\(value),\"b\":1}"] {
            #expect(Scanned(text).outcome == .malformed)
            #expect(Scanned(reference: Array(text.utf8)).outcome == .malformed)
        }
    }

    @Test(arguments: [
        "0", "-0", "0.0", "1e5", "1E+05", "-1.5e-10", "9007199254740993", "1e400", "true", "false", "null",
    ])
    func `A number or literal keeps its spelling`(_ value: String) {
        let scanned = Scanned("{ \"a\" :\t\(value)\r\n}")
        #expect(scanned.members.map(\.value) == [Array(value.utf8)])
    }

    @Test(
        arguments: [
            "\\", "\\x", "\\u", "\\u1", "\\u12", "\\u123", "\\u123g", "\\U0041", "\\u+041", "\\u 041", "\\a", "\\'",
            "\\0",
            "\\uD800", "\\uDC00", "\\uD800\\uD800", "\\uD800\\u0041", "\\uD800x", "\\uD83D\\n", "\\uD83D\\uDE0",
            "\\uDE00\\uD83D",
            "\u{0}", "\u{1}", "\n", "\t", "\u{1F}",
        ]
    )
    func `A string with a bad escape, a lone surrogate or a control character is malformed`(_ content: String) {
        for text in [
            "{\"a\":\"\(content)\"}", "{\"\(content)\":1}", "{\"a\":[\"1234567\(content)\"]}",
            "{\"a\":{\"b\":\"\(content)\"}}",
        ] {
            #expect(Scanned(text).outcome == .malformed)
            #expect(Scanned(reference: Array(text.utf8)).outcome == .malformed)
        }
    }

    @Test func `A text cut off anywhere is malformed, whatever lies behind it in the buffer`() {
        let text = Array(#"{"a":"b\u00e9\uD83D\uDE00é日😀","c":[1.5e-3,true,false,null,{"d":-0}],"e":{}}"#.utf8)
        #expect(Scanned(text).outcome == .object)
        for count in 0..<text.count {
            let cut = Array(text[..<count])
            #expect(Scanned(cut).outcome == .malformed)
            // The rest of the text itself, after the zeros.
            #expect(Scanned(cut, rest: Array(text[count...])).outcome == .malformed)
            #expect(Scanned(cut, rest: [UInt8](repeating: UInt8(ascii: "}"), count: 32)).outcome == .malformed)
        }
    }

    @Test func `What lies behind the padding never matters`() {
        var random = SeededGenerator(11)
        var writer = RandomJSON(seed: 11)
        for _ in 0..<300 {
            let object = Array(writer.object().utf8)
            let text = random.oneIn(2) ? writer.damaged(object) : object
            let plain = Scanned(text)
            for rest in [random.bytes(40), Array("}]\"}}}}}".utf8), [UInt8](repeating: 0x80, count: 16)]
            where Scanned(text, rest: rest) != plain {
                Issue.record("\(text) changes with what follows it")
                return
            }
        }
    }

    // MARK: UTF-8

    @Test func `Every pair of bytes is judged by the tables of Unicode`() {
        for first in UInt8(0x20)...0xFF {
            for second in UInt8(0x20)...0xFF where ![first, second].contains(where: { [0x22, 0x5C].contains($0) }) {
                if let failure = Self.utf8Disagreement([first, second]) {
                    Issue.record("\(failure)")
                    return
                }
            }
        }
    }

    @Test func `Sequences of three and four bytes around every boundary are judged by the tables of Unicode`() {
        let leads: [UInt8] = [
            0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4,
        ]
        let others: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        for lead in leads + (0xF5...0xFF) {
            for second in others {
                for third in others {
                    for sequence in [[lead, second, third]] + others.map({ [lead, second, third, $0] }) {
                        if let failure = Self.utf8Disagreement(sequence) {
                            Issue.record("\(failure)")
                            return
                        }
                    }
                }
            }
        }
    }

    @Test func `A sequence is judged the same at every place of the words that the scanner reads`() {
        for prefix in 0..<17 {
            for sequence in ["é", "日", "😀"].map({ Array($0.utf8) }) {
                let good = [UInt8](repeating: 0x61, count: prefix) + sequence
                #expect(Self.utf8Disagreement(good) == nil)
                #expect(Self.utf8Disagreement(good.dropLast()) == nil)
                #expect(Self.utf8Disagreement(good.dropLast() + [0x41, 0x41]) == nil)
            }
        }
    }

    /// Compares scanner and reference with the standard library's own validation, in a value and in a name.
    private static func utf8Disagreement(_ content: some Sequence<UInt8>) -> String? {
        let content = Array(content)
        let isValid = String(validating: content, as: UTF8.self) != nil
        let value = Array("{\"a\":\"".utf8) + content + Array("\"}".utf8)
        let name = Array("{\"".utf8) + content + Array("\":0}".utf8)
        for text in [value, name] {
            guard (Scanned(text).outcome == .object) == isValid, Scanned.agree(text) else {
                return "\(content) is \(isValid ? "" : "not ")UTF-8"
            }
        }
        return nil
    }

    // MARK: Depth and size

    @Test func `Sixteen containers may be open at once and a seventeenth is malformed`() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            for depth in 1...20 {
                let inner = String(repeating: open, count: depth - 1) + "1" + String(repeating: close, count: depth - 1)
                let text = "{\"a\":\(inner),\"b\":[[]]}"
                #expect(Scanned(text).outcome == (depth <= InputLimits.maximumDepth ? .object : .malformed))
                #expect(Scanned.agree(Array(text.utf8)))
            }
        }
    }

    @Test func `Containers that are closed again do not count towards the depth`() {
        let text = "{\"a\":[" + (0..<1000).map { _ in "[[{}]]" }.joined(separator: ",") + "]}"
        #expect(Scanned(text).outcome == .object)
    }

    @Test func `An object of hundreds of members is read, and a name repeated anywhere in it is found`() {
        for count in [23, 24, 25, 26, 64, 255, 256, 1000] {
            let members = (0..<count).map { "\"name-\($0)\":\($0)" }
            let good = "{" + members.joined(separator: ",") + "}"
            #expect(Scanned(good).members.count == count)
            for (first, second) in [(0, count - 1), (count - 2, count - 1), (0, 1), (count / 2, count / 2 + 1)] {
                var names = (0..<count).map { "name-\($0)" }
                names[second] = names[first]
                let text = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
                #expect(Scanned(text).outcome == .duplicateMember)
                names[second] = names[first].replacing("n", with: "\\u006E", maxReplacements: 1)
                let escaped = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
                #expect(Scanned(escaped).outcome == .duplicateMember)
                #expect(Scanned("{\"outer\":[\(escaped)]}").outcome == .duplicateMember)
            }
        }
    }

    // MARK: Duplicates

    @Test(
        arguments: [
            #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":1}"#, #"{"\u0061":1,"a":1}"#, #"{"\u0061":1,"\u0061":2}"#,
            #"{"":1,"":2}"#,
            #"{"a":{"b":1,"b":2}}"#, #"{"a":[{"b":1},{"b":1,"c":2,"b":1}]}"#, #"{"a":{"b":{"c":1,"\u0063":1}}}"#,
            #"{"/":1,"\/":1}"#, #"{"😀":1,"\uD83D\uDE00":1}"#, #"{"é":1,"\u00e9":1}"#, #"{"\u0000":1,"\u0000":1}"#,
            #"{"12345678x":1,"12345678x":1}"#, #"{"x":{"a":1,"a":1},"y":1}"#, #"{"a":{},"b":{"a":1},"a":{}}"#,
        ]
    )
    func `A name that occurs twice in one object is found, however it is spelled and however deep`(_ text: String) {
        #expect(Scanned(text).outcome == .duplicateMember)
        #expect(Scanned.agree(Array(text.utf8)))
    }

    @Test(
        arguments: [
            #"{"a":1,"A":1}"#, #"{"a":{"a":{"a":1}}}"#, #"{"a":[{"a":1},{"a":1}]}"#, #"{"":1,"\u0000":1}"#,
            #"{"\u0000":1,"\u0000\u0000":1}"#, #"{"12345678a":1,"12345678b":1}"#, #"{"12345678":1,"12345678\u0000":1}"#,
            #"{"é":1,"e\u0301":1}"#, #"{"K":1,"\u212A":1}"#, #"{"a\\u0062":1,"ab":1}"#,
            #"{"auth_time":1,"auth_timf":2}"#,
        ]
    )
    func `Names that only look alike are distinct`(_ text: String) {
        #expect(Scanned(text).outcome == .object)
        #expect(Scanned.agree(Array(text.utf8)))
    }

    @Test(arguments: [#"{"a":1,"a":1"#, #"{"a":1,"a":x}"#, #"{"a":{"b":1,"b":1},"c"}"#, #"{"a":1,"a":1}}"#])
    func `Bad syntax outranks a repeated name`(_ text: String) {
        #expect(Scanned(text).outcome == .malformed)
    }

    // MARK: Against the reference

    @Test func `Random well-formed objects are read as the reference reads them`() {
        var writer = RandomJSON(seed: 1)
        var objects = 0
        for _ in 0..<Scale.count(1500, full: 200_000) {
            let text = Array(writer.object().utf8)
            guard Scanned.agree(text) else {
                Issue.record("\(String(decoding: text, as: UTF8.self)) is read differently")
                return
            }
            if Scanned(text).outcome == .object { objects += 1 }
        }
        #expect(objects > 300)
    }

    @Test func `Damaged objects are judged as the reference judges them`() {
        var writer = RandomJSON(seed: 2)
        var malformed = 0
        for _ in 0..<Scale.count(3000, full: 500_000) {
            let object = Array(writer.object().utf8)
            let text = writer.damaged(object)
            guard Scanned.agree(text) else {
                Issue.record("\(text) is judged differently")
                return
            }
            if Scanned(text).outcome == .malformed { malformed += 1 }
        }
        #expect(malformed > 500)
    }

    @Test func `A scanner that is used again remembers nothing of the text before`() {
        var writer = RandomJSON(seed: 5)
        var scanner = JSONScanner()
        for round in 0..<300 {
            let object = Array(writer.object().utf8)
            let text = round % 2 == 0 ? object : writer.damaged(object)
            let again = Scanned(&scanner, text + Scanned.padding, count: text.count)
            guard again == Scanned(text) else {
                Issue.record("\(text) depends on the text before")
                return
            }
        }
    }

    @Test func `A member is found by its unescaped name alone`() {
        let text = Array(#"{"a\u0062c":1,"abcd":2,"":3}"#.utf8) + Scanned.padding
        var scanner = JSONScanner()
        let bytes = text.span.octets
        let outcome = scanner.scan(bytes, count: text.count - JSONScanner.padding)
        #expect(outcome == .object)
        let escaped = scanner.member(named: "abc", in: bytes)
        let nameless = scanner.member(named: "", in: bytes)
        #expect(escaped?.nameHasEscapes == true)
        #expect(nameless?.nameLength == 0)
        for name in ["ab", "abcde", "ABC", "a\\u0062c", "abcd\u{0}"] {
            let isFound = scanner.member(named: name, in: bytes) != nil
            #expect(!isFound)
        }
    }
}
