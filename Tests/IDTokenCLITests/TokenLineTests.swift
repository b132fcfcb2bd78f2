internal import IDTokenCore
internal import Testing

@testable import idtoken

struct TokenLineTests {
    private static let seeds = [
        #"{"token":"a.b.c","nonce":"n-0S6_WzA2Mj","subject":"U0123456789abcdef0123456789abcdef"}"#,
        #" { "subject" : "" , "token" : "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJpIn0.AAAA" , "other" : "text" } "#,
        #"{"token":"x","token":"y"}"#, #"{"nonce":"a","nonce":"b","token":"c"}"#,
        #"{"token":"tab\there","nonce":"\u0061"}"#,
        #"{"token":"名前","nonce":"é"}"#, #"{"tokens":"a","toke":"b","":"c"}"#, #"{}"#, #"[]"#,
    ]

    /// Bytes that mean something to one of the readers, and some that mean nothing.
    private static let damages =
        Array("\"\\{}[]:, \t\r\n\u{0}\u{1F}atokensub019é\u{7F}".utf8) + [0x80, 0xBF, 0xC3, 0xFF]

    @Test(arguments: seeds)
    func `The fast reader of a JSON line agrees with the plain one on every damage of one byte`(seed: String) {
        let original = Array(seed.utf8)
        for position in original.indices {
            for byte in Self.damages {
                var line = original
                line[position] = byte
                guard Self.agree(line) else {
                    Issue.record("they differ on \(String(decoding: line, as: UTF8.self))")
                    return
                }
            }
            #expect(Self.agree(Array(original[..<position])))
            #expect(Self.agree(original[..<position] + [original[position]] + original[position...]))
        }
    }

    @Test func `The fast reader reads the usual line`() throws {
        let line = Array(Self.seeds[0].utf8)
        let plain = PlainTokenLine(line.span)
        #expect(String(decoding: line[try #require(plain?.token)], as: UTF8.self) == "a.b.c")
        #expect(String(decoding: line[try #require(plain?.nonce)], as: UTF8.self) == "n-0S6_WzA2Mj")
    }

    /// Whether the fast reader reads the same as the plain one, or leaves the line to it.
    private static func agree(_ line: [UInt8]) -> Bool {
        guard let fast = PlainTokenLine(line.span) else { return true }
        guard let plain = JSONTokenLine(parsing: line.span) else { return false }
        func text(_ range: Range<Int>?) -> String? { range.map { String(decoding: line[$0], as: UTF8.self) } }
        return text(fast.token) == plain.token && text(fast.nonce) == plain.nonce && text(fast.subject) == plain.subject
    }
}
