import Testing

@testable import IDTokenCore

@Suite struct CompactJWSTests {
    /// The three segments, if there are three and none is empty: by looking at every byte.
    private static func naive(_ token: [UInt8]) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        var start = 0
        for (offset, byte) in token.enumerated() where byte == UInt8(ascii: ".") {
            ranges.append(start..<offset)
            start = offset + 1
        }
        ranges.append(start..<token.count)
        return ranges.count == 3 && !ranges.contains(where: \.isEmpty) ? ranges : nil
    }

    private static func disagreement(_ token: [UInt8]) -> String? {
        let split = CompactJWS(splitting: token.span.octets)
        let stops = token.count { $0 == UInt8(ascii: ".") }
        guard CompactJWS.countsThreeSegments(token.span.octets) == (stops == 2) else { return "stops of \(token)" }
        guard let expected = naive(token) else {
            // A third full stop is left to the decoder, which refuses it.
            return split == nil || stops > 2 ? nil : "\(token) was split"
        }
        guard let split, [split.header, split.payload, split.signature] == expected,
            split.signingInput == 0..<expected[1].upperBound
        else { return "\(token) was split otherwise" }
        return nil
    }

    @Test func `Every short text of full stops and two other bytes is split as a naive split does`() {
        // "." is 0x2E; 0x2F and 0xAE differ from it in the lowest and the highest bit.
        var texts: [[UInt8]] = [[]]
        for _ in 0..<8 {
            texts = texts.flatMap { text in [0x2E, 0x2F, 0xAE].map { text + [$0] } }
            for text in texts {
                if let disagreement = Self.disagreement(text) {
                    Issue.record("\(disagreement)")
                    return
                }
            }
        }
    }

    @Test func `Random texts are split as a naive split does, wherever in a word the stops are`() {
        var random = SeededGenerator(3)
        for _ in 0..<5000 {
            var token = random.bytes(Int.random(in: 0...60, using: &random)).map { $0 == 0x2E ? 0x2F : $0 }
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                token.insert(0x2E, at: Int.random(in: 0...token.count, using: &random))
            }
            if let disagreement = Self.disagreement(token) {
                Issue.record("\(disagreement)")
                return
            }
        }
    }

    @Test(arguments: ["", ".", "..", "...", "a", "a.", ".a", "a.b", "a.b.", ".b.c", "a..c", "null", "undefined"])
    func `A text without three non-empty segments is not split`(_ text: String) {
        let bytes = Array(text.utf8)
        let isSplit = CompactJWS(splitting: bytes.span.octets) != nil
        #expect(!isSplit)
    }
}
