import Testing

@testable import IDTokenCore

@Suite struct TokenBatchTests {
    private static func texts(_ batch: TokenBatch) -> [[String]] {
        batch.entries.map { entry in
            [entry.token, entry.nonce, entry.subject].map { String(decoding: batch.bytes[$0], as: UTF8.self) }
        }
    }

    @Test func `Texts lie one behind another and are told apart`() {
        var batch = TokenBatch(["a", "", "b"])
        batch.append("t", nonce: "n", subject: "s")
        batch.append("t", nonce: "", subject: nil)
        batch.append("日", nonce: nil, subject: "é")
        #expect(
            Self.texts(batch) == [
                ["a", "", ""], ["", "", ""], ["b", "", ""], ["t", "n", "s"], ["t", "", ""], ["日", "", "é"],
            ]
        )
        #expect(batch.entries.map(\.expected.nonce) == [false, false, false, true, true, false])
        #expect(batch.entries.map(\.expected.subject) == [false, false, false, true, false, true])
        #expect(batch.count == 6)
        #expect(!batch.isEmpty)
    }

    @Test func `A batch that was emptied is filled anew`() {
        var batch = TokenBatch(["a", "b"])
        batch.removeAll(keepingCapacity: true)
        #expect(batch.isEmpty)
        batch.reserveCapacity(tokens: 10, bytes: 100)
        batch.append("c", nonce: "n")
        #expect(Self.texts(batch) == [["c", "n", ""]])
    }

    @Test func `Bytes are copied, so that what they came from may change`() {
        var bytes = Array("abc".utf8)
        var batch = TokenBatch()
        batch.append(bytes.span)
        bytes[0] = 0
        #expect(Self.texts(batch) == [["abc", "", ""]])
    }
}
