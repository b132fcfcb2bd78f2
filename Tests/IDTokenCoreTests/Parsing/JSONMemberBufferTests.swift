import Testing

@testable import IDTokenCore

@Suite struct JSONMemberBufferTests {
    private static func member(_ word: UInt64) -> JSONMember {
        JSONMember(nameWord: word, nameStart: 0, nameLength: 8, nameHasEscapes: false)
    }

    @Test func `Members stay as they were appended while the buffer grows, and are dropped from an index on`() {
        var buffer = JSONMemberBuffer()
        for index in 0..<1000 { buffer.append(Self.member(UInt64(index))) }
        #expect(buffer.count == 1000)
        let words = buffer.indices.map { buffer[$0].nameWord }
        #expect(words == (0..<1000).map { UInt64($0) })
        buffer.removeAll(from: 10)
        buffer.append(Self.member(77))
        #expect(buffer.count == 11)
        #expect(buffer[10].nameWord == 77)
        buffer.removeAll()
        #expect(buffer.indices.isEmpty)
    }

    @Test func `Equal words are never missed, whatever else there is`() {
        var random = SeededGenerator(9)
        for _ in 0..<500 {
            var words = (0..<Int.random(in: 2...30, using: &random)).map { _ in random.next() }
            let isTwice = random.oneIn(2)
            if isTwice { words.append(words[Int.random(in: 0..<words.count, using: &random)]) }
            var buffer = JSONMemberBuffer()
            for word in words { buffer.append(Self.member(word)) }
            let (found, suspected) = (buffer.hasEqualWords(from: 0), buffer.mayHaveEqualWords)
            #expect(found == isTwice)
            #expect(suspected || !isTwice)
            buffer.removeAll()
            buffer.append(Self.member(1))
            let isForgotten = !buffer.mayHaveEqualWords
            #expect(isForgotten)
        }
    }

    @Test func `The claims of OpenID Connect Core raise no suspicion`() {
        var buffer = JSONMemberBuffer()
        for name in ["iss", "sub", "aud", "exp", "iat", "auth_tim", "nonce", "acr", "amr", "azp"] {
            let word = name.utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            buffer.append(Self.member(word))
        }
        let isSuspected = buffer.mayHaveEqualWords
        #expect(!isSuspected)
    }
}
