import IDTokenCore
import IDTokenTesting

/// JSON text of header and payload: grammar, UTF-8, repeated names, depth (RFC 8259, RFC 7515 §4, RFC 7519 §4).
enum JSONVectors {
    static func group() -> VectorGroup {
        var group = VectorGroup(
            "json",
            about: "grammar, UTF-8, repeated names, depth and escaped spellings in header and payload"
        )
        addTexts(&group)
        addGrammar(&group)
        addNumbers(&group)
        addStrings(&group)
        addUTF8(&group)
        addRepeatedNames(&group)
        addBounds(&group)
        addEscapedSpellings(&group)
        return group
    }

    /// Whole texts that are not one object.
    private static func addTexts(_ group: inout VectorGroup) {
        let texts: [(id: String, comment: String, text: String)] = [
            ("array", "an array", "[]"), ("array-of-object", "an array around an object", "[{}]"),
            ("string", "a string", #""x""#), ("number", "a number", "1"), ("true", "a literal", "true"),
            ("null", "null", "null"), ("blank", "one space", " "), ("word", "a word that is no JSON", "claims"),
            ("open", "an object that does not end", "{"), ("close", "an object that does not begin", "}"),
            ("two", "two objects", "{}{}"), ("xml", "another format", "<a/>"),
        ]
        for text in texts {
            group.refuse("payload-is-\(text.id)", .malformedToken, "the payload is \(text.comment)") {
                $0.payloadText(text.text)
            }
            group.refuse("header-is-\(text.id)", .malformedToken, "the header is \(text.comment)") {
                $0.headerText(text.text)
            }
        }
        group.refuse("payload-is-empty-object", .missingClaim, "the payload is an object without members") {
            $0.payloadText("{}")
        }
        group.refuse("header-is-empty-object", .unsupportedAlgorithm, "the header is an object without members") {
            $0.headerText("{}")
        }
    }

    /// Texts around and between the tokens of a good payload.
    private static func addGrammar(_ group: inout VectorGroup) {
        let bad: [(id: String, comment: String, change: (String) -> String)] = [
            ("trailing-letter", "a letter behind the object", { $0 + "x" }),
            ("trailing-brace", "a brace too many", { $0 + "}" }),
            ("trailing-comma-behind", "a comma behind the object", { $0 + "," }),
            ("trailing-nul", "a zero byte behind the object", { $0 + "\u{0}" }),
            ("trailing-comma", "a comma behind the last member", { $0.dropLast() + ",}" }),
            ("leading-comma", "a comma before the first member", { "{," + $0.dropFirst() }),
            ("double-comma", "two commas between members", { "{" + #""a":1,,"# + $0.dropFirst() }),
            ("missing-comma", "no comma between members", { "{" + #""a":1 "# + $0.dropFirst() }),
            ("missing-colon", "a member without colon", { "{" + #""a" 1,"# + $0.dropFirst() }),
            ("missing-value", "a member without value", { "{" + #""a":,"# + $0.dropFirst() }),
            ("name-unquoted", "a name without quotation marks", { "{a:1," + $0.dropFirst() }),
            ("name-number", "a number as a name", { "{1:1," + $0.dropFirst() }),
            ("single-quotes", "single quotation marks", { "{'a':'1'," + $0.dropFirst() }),
            ("bom", "a byte order mark before the object", { "\u{FEFF}" + $0 }),
            ("comment-block", "a block comment", { "{/* */" + $0.dropFirst() }),
            ("comment-line", "a line comment", { "{//\n" + $0.dropFirst() }),
            ("form-feed", "a form feed between members", { "{\u{C}" + $0.dropFirst() }),
            ("no-break-space", "a no-break space between members", { "{\u{A0}" + $0.dropFirst() }),
            ("unclosed", "the last brace is missing", { String($0.dropLast()) }),
            ("wrong-bracket", "an array closed by a brace", { $0.dropLast() + #","a":[1}}"# }),
            ("array-trailing-comma", "a comma behind the last element", { $0.dropLast() + #","a":[1,]}"# }),
            ("literal-capital", "True in place of true", { $0.dropLast() + #","a":True}"# }),
            ("literal-cut", "tru in place of true", { $0.dropLast() + #","a":tru}"# }),
            ("literal-longer", "nulls in place of null", { $0.dropLast() + #","a":nulls}"# }),
        ]
        for text in bad {
            group.refuse("payload-\(text.id)", .malformedToken, "payload: \(text.comment)") {
                $0.payloadText(text.change($0.claims.text))
            }
        }
        for text in bad.prefix(3) {
            group.refuse("header-\(text.id)", .malformedToken, "header: \(text.comment)") {
                $0.headerText(text.change($0.header.text))
            }
        }
        group.accept("white-space", "all four kinds of white space before, between and behind") {
            $0.payloadText(" \t\r\n" + $0.claims.text.replacing(",", with: "\r\n\t ,\n") + "\n ")
            $0.headerText("\n" + $0.header.text.replacing(":", with: " : ") + "\t")
        }
        group.accept("member-order", "the claims in the opposite order") { $0.claims.members.reverse() }
        group.accept("empty-name", "a member with an empty name") { $0.appendToPayload(#""":1"#) }
    }

    /// Spellings of a number in a claim that no rule reads: the grammar counts all the same.
    private static func addNumbers(_ group: inout VectorGroup) {
        let bad = [
            "01", "+1", "1.", ".5", "1e", "1e+", "-", "--1", "1.e5", "0x10", "NaN", "Infinity", "-Infinity", "1_000",
            "1,5",
            "1 2", "00", "-01", "1f",
        ]
        for (index, spelling) in bad.enumerated() {
            group.refuse("number-bad-\(index + 1)", .malformedToken, "the number \(spelling)") {
                $0.appendToPayload(#""x":\#(spelling)"#)
            }
        }
        let good = ["-0", "1E+2", "0.0e-0", "1e400", "123456789012345678901234567890", "-1.5"]
        group.accept("numbers", "numbers of every form, in claims that no rule reads") { draft in
            for (index, spelling) in good.enumerated() { draft.number("x\(index)", spelling) }
        }
    }

    private static func addStrings(_ group: inout VectorGroup) {
        let bad: [(id: String, comment: String, text: String)] = [
            ("line-feed", "a line feed as it is", "a\nb"), ("tab", "a tab as it is", "a\tb"),
            ("nul", "a zero byte as it is", "a\u{0}b"), ("control-1f", "the control character 1F as it is", "a\u{1F}b"),
            ("escape-x", #"the escape \x"#, #"\x41"#), ("escape-capital", #"the escape \N"#, #"\N"#),
            ("escape-quote", #"the escape \'"#, #"\'"#), ("escape-short", #"\u with three digits"#, #"\u004"#),
            ("escape-letters", #"\u with letters that are no digits"#, #"\u00GG"#),
            ("escape-plus", #"\u with a sign"#, #"\u+041"#), ("escape-capital-u", #"\U in place of \u"#, #"\U0041"#),
            ("escape-braces", #"\u with braces"#, #"\u{41}"#), ("escape-end", "a backslash at the end", #"a\"#),
            ("surrogate-high", "a lone high surrogate", #"\ud83d"#),
            ("surrogate-high-text", "a high surrogate before a letter", #"\ud83dx"#),
            ("surrogate-high-escape", "a high surrogate before another escape", #"\ud83d\n"#),
            ("surrogate-high-twice", "two high surrogates", #"\ud83d\ud83d"#),
            ("surrogate-low", "a lone low surrogate", #"\ude00"#),
            ("surrogates-reversed", "a pair in the wrong order", #"\ude00\ud83d"#),
        ]
        for text in bad {
            group.refuse("string-\(text.id)", .malformedToken, "in a string: \(text.comment)") {
                $0.appendString(Array(text.text.utf8))
            }
        }
        group.refuse("name-surrogate", .malformedToken, "in a name: a lone surrogate") {
            $0.appendToPayload(#""\udc00":1"#)
        }
        group.refuse("name-control", .malformedToken, "in a name: a line feed as it is") {
            $0.appendToPayload("\"a\nb\":1")
        }
        group.refuse("header-surrogate", .malformedToken, "in the header: a lone surrogate") {
            $0.appendToHeader(#""x":"\udc00""#)
        }
        group.accept("string-escapes", "every escape there is, a pair of surrogates among them") {
            $0.appendToPayload(#""x":"\"\\\/\b\f\n\r\t\u0000\u00e9\uD83D\uDE00\uFFFF""#)
        }
        group.accept("string-delete", "the control character 7F, which JSON allows") { $0.appendString([0x7F]) }
        group.accept("string-long", "a claim of 8,000 bytes") {
            $0.claims["x"] = .string(String(repeating: "long ", count: 1_600))
        }
        group.accept("name-long", "a member name of 8,000 bytes") {
            $0.claims[String(repeating: "n", count: 8_000)] = .null
        }
    }

    private static func addUTF8(_ group: inout VectorGroup) {
        let bad: [(id: String, comment: String, bytes: [UInt8])] = [
            ("continuation", "a lone continuation byte", [0x80]), ("ff", "the byte FF", [0xFF]),
            ("latin-1", "é in ISO 8859-1", [0xE9]), ("cut-2", "a sequence of two bytes cut", [0xC3]),
            ("cut-3", "a sequence of three bytes cut", [0xE3, 0x81]),
            ("cut-4", "a sequence of four bytes cut", [0xF0, 0x9F, 0x98]),
            ("overlong-nul", "zero in two bytes", [0xC0, 0x80]),
            ("overlong-slash", "a slash in two bytes", [0xC0, 0xAF]),
            ("overlong-quote", "a quotation mark in two bytes", [0xC0, 0xA2]),
            ("overlong-3", "an overlong sequence of three bytes", [0xE0, 0x9F, 0xBF]),
            ("overlong-4", "an overlong sequence of four bytes", [0xF0, 0x8F, 0xBF, 0xBF]),
            ("surrogate", "a surrogate", [0xED, 0xA0, 0x80]),
            ("surrogate-pair", "a pair of surrogates (CESU-8)", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]),
            ("beyond", "a code point above 10FFFF", [0xF4, 0x90, 0x80, 0x80]),
            ("five-bytes", "a sequence of five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]),
        ]
        for text in bad {
            group.refuse("utf8-\(text.id)", .malformedToken, "in a string: \(text.comment)") {
                $0.appendString(text.bytes)
            }
        }
        group.refuse("utf8-name", .malformedToken, "in a name: the byte FF") {
            $0.payloadBytes = Array($0.payload.dropLast()) + Array(#",""#.utf8) + [0xFF] + Array(#"":1}"#.utf8)
        }
        group.refuse("utf8-header", .malformedToken, "in the header: the byte FF") {
            $0.headerBytes = Array($0.headerTextBytes.dropLast()) + Array(#","x":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        }
        group.refuse("utf16", .malformedToken, "the payload in UTF-16") {
            $0.payloadBytes = $0.payload.flatMap { [$0, 0] }
        }
        group.accept("utf8-good", "sequences of two, three and four bytes and the last code point") {
            $0.claims["name"] = .string("Zoë 太郎 😀 \u{10FFFF} \u{FFFE}")
        }
    }

    private static func addRepeatedNames(_ group: inout VectorGroup) {
        let payloads: [(id: String, comment: String, text: String)] = [
            ("same", "sub twice with the same value", #""sub":"\#(TokenDraft.user)""#),
            ("other", "sub twice with different values", #""sub":"Uffffffffffffffffffffffffffffffff""#),
            ("escaped", "sub twice, once spelled with an escape", #""\u0073ub":"x""#),
            ("escaped-wholly", "exp twice, once spelled with escapes alone", #""\u0065\u0078\u0070":1"#),
            ("unread", "a claim that no rule reads twice", #""x":1,"x":1"#),
            ("empty", "the empty name twice", #""":1,"":2"#),
            ("nested", "a name twice in an inner object", #""x":{"a":1,"a":2}"#),
            ("nested-escaped", "a name twice in an inner object, once escaped", #""x":{"a":1,"\u0061":2}"#),
            ("in-array", "a name twice in an object of an array", #""x":[1,{"a":1,"b":2,"a":3}]"#),
            ("deep", "a name twice seven objects deep", #""x":{"x":{"x":{"x":{"x":{"x":{"a":1,"a":1}}}}}}"#),
            ("emoji", "a name of one emoji twice, once as a pair of escapes", #""😀":1,"\ud83d\ude00":2"#),
            ("slash", "a name with a slash twice, once escaped", #""a/b":1,"a\/b":2"#),
            (
                "long", "two equal names of forty bytes",
                #""0123456789012345678901234567890123456789":1,"0123456789012345678901234567890123456789":2"#
            ),
        ]
        for payload in payloads {
            group.refuse("duplicate-\(payload.id)", .duplicateMember, "payload: \(payload.comment)") {
                $0.appendToPayload(payload.text)
            }
        }
        let headers: [(id: String, comment: String, text: String)] = [
            ("alg", "alg twice with the same value", #""alg":"ES256""#),
            ("alg-none", "alg twice, once none", #""alg":"none""#),
            ("alg-escaped", "alg twice, once spelled with an escape", #""\u0061lg":"ES256""#),
            ("kid", "kid twice", #""kid":"other""#),
            ("nested", "a name twice in an inner object", #""x":{"a":1,"a":2}"#),
        ]
        for header in headers {
            group.refuse("duplicate-header-\(header.id)", .duplicateMember, "header: \(header.comment)") {
                $0.appendToHeader(header.text)
            }
        }
        group.refuse("duplicate-of-many", .duplicateMember, "the first of 200 names comes again at the end") { draft in
            for index in 0..<200 { draft.number("x\(index)", 0) }
            draft.appendToPayload(#""iss":"x""#)
        }
        group.accept("similar-names", "names that differ by case, length, form of an accent, or behind the eighth byte")
        {
            $0.appendToPayload(
                #""Sub":1,"SUB":1,"sub ":1,"su":1,"é":1,"e\u0301":1,"auth_tim":1,"auth_timf":1,"nonce\u0000":1"#
            )
        }
        group.accept("same-name-in-two-objects", "one name in two objects, and in an object inside another") {
            $0.appendToPayload(#""a":{"sub":1},"b":{"sub":2,"c":{"sub":3}},"d":[{"sub":4},{"sub":5}]"#)
        }
    }

    private static func addBounds(_ group: inout VectorGroup) {
        func nested(_ depth: Int, _ open: String, _ inner: String, _ close: String) -> String {
            String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
        }
        for depth in [8, 16] {
            group.accept("depth-\(depth)-arrays", "\(depth) containers deep, by arrays in the payload") {
                $0.appendToPayload(#""x":"# + nested(depth - 1, "[", "", "]"))
            }
            group.accept("depth-\(depth)-objects", "\(depth) containers deep, by objects in the payload") {
                $0.appendToPayload(#""x":"# + nested(depth - 1, #"{"x":"#, "1", "}"))
            }
            group.accept("depth-\(depth)-header", "\(depth) containers deep, in the header") {
                $0.appendToHeader(#""x":"# + nested(depth - 1, "[", "", "]"))
            }
        }
        for depth in [17, 18, 64, 3_000] {
            group.refuse("depth-\(depth)-arrays", .malformedToken, "\(depth) containers deep, by arrays in the payload")
            {
                $0.appendToPayload(#""x":"# + nested(depth - 1, "[", "", "]"))
            }
        }
        group.refuse("depth-17-objects", .malformedToken, "17 containers deep, by objects in the payload") {
            $0.appendToPayload(#""x":"# + nested(16, #"{"x":"#, "1", "}"))
        }
        group.refuse("depth-17-header", .malformedToken, "17 containers deep, in the header") {
            $0.appendToHeader(#""x":"# + nested(16, "[", "", "]"))
        }
        group.refuse("depth-unclosed", .malformedToken, "10,000 brackets that never close") {
            $0.payloadText(#"{"x":"# + String(repeating: "[", count: 10_000))
        }
        group.accept("members-256", "256 members") { draft in
            for index in draft.claims.members.count..<256 { draft.number("x\(index)", 0) }
        }
        group.accept("members-256-header", "256 members in the header") { draft in
            for index in draft.header.members.count..<256 { draft.header["x\(index)"] = .null }
        }
        group.accept("elements-2000", "an array of 2,000 elements") {
            $0.claims["x"] = .array(Array(repeating: .number("1"), count: 2_000))
        }
    }

    private static func addEscapedSpellings(_ group: inout VectorGroup) {
        group.accept("escaped-claims", "names and values of claims spelled with escapes mean what they spell") {
            let claims = $0.claims.text
                .replacing(#""iss":"https://"#, with: #""\u0069ss":"https:\/\/"#)
                .replacing(#""aud":"1"#, with: #""a\u0075d":"\u0031"#)
                .replacing(#""exp""#, with: #""\u0065xp""#)
            $0.payloadText(claims)
        }
        group.accept("escaped-header", "names and values of the header spelled with escapes mean what they spell") {
            $0.headerText(
                $0.header.text
                    .replacing(#""alg":"ES256""#, with: #""\u0061lg":"\u0045S256""#)
                    .replacing(#""typ":"JWT""#, with: #""t\u0079p":"\u004aW\u0054""#)
            )
        }
        group.accept("escaped-expected", "an escaped nonce and subject equal the expected ones") {
            $0.nonce = "n-é/1"
            $0.subject = "U1"
            $0.claims["sub"] = nil
            $0.appendToPayload(#""sub":"\u00551","nonce":"n-\u00e9\/\u0031""#)
        }
        group.refuse("escaped-crit", .criticalHeader, "crit spelled with an escape is crit") {
            $0.appendToHeader(#""\u0063rit":["exp"]"#)
        }
        group.refuse("escaped-alg-none", .unsupportedAlgorithm, "alg spelled with an escape is alg") {
            $0.headerText(#"{"\u0061lg":"none"}"#)
        }
        group.refuse("escaped-azp", .authorizedPartyMismatch, "azp spelled with an escape is azp") {
            $0.appendToPayload(#""\u0061zp":"9876543210""#)
        }
        group.refuse("escaped-exp", .expired, "exp spelled with escapes is exp") {
            $0.claims["exp"] = nil
            $0.appendToPayload(#""\u0065x\u0070":1767225600"#)
        }
        group.refuse("escaped-nbf", .notYetValid, "nbf spelled with an escape is nbf") {
            $0.appendToPayload(#""nb\u0066":1767225601"#)
        }
        group.refuse("escaped-audience", .audienceMismatch, "an escape in aud that spells another channel") {
            $0.claims["aud"] = nil
            $0.appendToPayload(#""aud":"123456789\u0031""#)
        }
        group.refuse("escaped-twice", .issuerMismatch, "an escaped backslash is no escape") {
            $0.claims["iss"] = .string(#"https:\/\/access.line.me"#)
        }
        group.refuse("escaped-nonce", .nonceMismatch, "an expected nonce is compared unescaped, never as spelled") {
            $0.nonce = #"\u0031"#
            $0.appendToPayload(#""nonce":"\u0031""#)
        }
    }
}
