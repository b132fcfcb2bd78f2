import Testing

@testable import IDTokenCore

@Suite struct JSONNameTests {
    private static let words: [(String, UInt64)] = [
        ("alg", JSONName.alg), ("kid", JSONName.kid), ("typ", JSONName.typ), ("crit", JSONName.crit),
        ("iss", JSONName.iss), ("sub", JSONName.sub), ("aud", JSONName.aud), ("azp", JSONName.azp),
        ("exp", JSONName.exp), ("nbf", JSONName.nbf), ("iat", JSONName.iat), ("nonce", JSONName.nonce),
        ("auth_tim", JSONName.authTime),
    ]

    @Test func `Each word is its name's bytes, the first one lowest`() {
        for (name, word) in Self.words {
            let expected = name.utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            #expect(word == expected)
        }
    }

    @Test func `A scan gives the same words`() {
        for (name, word) in Self.words {
            for spelling in [name, "\\u00" + String(name.utf8.first ?? 0, radix: 16) + name.dropFirst()] {
                let text = Array("{\"\(spelling)\":1}".utf8) + Scanned.padding
                var scanner = JSONScanner()
                let outcome = scanner.scan(text.span.octets, count: text.count - JSONScanner.padding)
                let scanned = scanner.members[0].nameWord
                #expect(outcome == .object)
                #expect(word == scanned)
            }
        }
    }
}
