import Testing

@testable import IDTokenCore

@Suite struct ForeignTextTests {
    @Test func `Ordinary text of any script is left alone`() {
        for text in ["", "https://access.line.me", "日本語", "Ünïcödé", "👩‍👩‍👧", "a b\\c\"d"] {
            #expect(ForeignText.shown(text) == text)
        }
    }

    @Test(
        arguments: [
            0x00, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD, 0x061C, 0x180E, 0x200B,
            0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068,
            0x2069, 0x206F, 0xFEFF, 0xFFF9, 0xE0001, 0xE0041, 0xE007F,
        ] as [UInt32]
    )
    func `A control or bidirectional character is escaped`(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(ForeignText.shown("a\(scalar)b") == "a\\u{\(String(value, radix: 16))}b")
    }

    @Test func `No text is shown with more than 256 bytes, and what is cut says so`() {
        var random = SeededGenerator(256)
        let pieces = ["a", "é", "日", "😀", "\u{202E}", "\u{0}", "e\u{301}", "\u{E0041}"]
        for length in 0..<300 {
            let text = (0..<length).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            let shown = ForeignText.shown(text)
            #expect(shown.utf8.count <= 256)
            let whole = ForeignText.escaped(text)
            if whole.utf8.count <= 256 {
                #expect(shown == whole)
            } else {
                #expect(shown.hasSuffix("…"))
                #expect(Array(whole.utf8).starts(with: Array(shown.utf8).dropLast(3)))
            }
        }
        #expect(ForeignText.shown(String(repeating: "x", count: 256)).utf8.count == 256)
        #expect(ForeignText.shown(String(repeating: "x", count: 257)).utf8.count == 256)
    }

    @Test(arguments: [0, 1, 2, 3, 4, 10])
    func `A bound shorter than the ellipsis gives the ellipsis alone at most`(_ bound: Int) {
        #expect(ForeignText.escaped("abcdefghijklmnop", maximumBytes: bound).utf8.count <= max(bound, 3))
    }

    @Test func `A long text takes time in proportion to its length`() {
        // A copy of everything for each character would take minutes here.
        let text = String(repeating: "a\u{202E}", count: 500_000)
        #expect(ForeignText.escaped(text).utf8.count == 4_500_000)
    }
}
