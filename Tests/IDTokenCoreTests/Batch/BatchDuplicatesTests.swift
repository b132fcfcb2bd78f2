import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct BatchDuplicatesTests {
    private let now = NumericDate(seconds: 1_767_225_600)

    @Test func `Later occurrences point at the first`() {
        let duplicates = BatchDuplicates(TokenBatch(["aaaaaaaaa", "bbbbbbbbb", "aaaaaaaaa", "xbbbbbbbb", "aaaaaaaaa"]))
        #expect((0..<5).map { duplicates.firstOccurrence(of: $0) } == [nil, nil, 0, nil, 0])
    }

    @Test func `Tokens that end alike but differ are not duplicates`() {
        let tokens = (0..<64).map { "\($0 + 100)-same-end" }
        #expect(BatchDuplicates(TokenBatch(tokens)).isEmpty)
    }

    @Test func `Empty and short tokens are left alone`() {
        #expect(BatchDuplicates(TokenBatch(["", "", "a.b.c", "a.b.c"])).isEmpty)
    }

    @Test(arguments: [1, 2, 3])
    func `A batch with many duplicates gives what single validations give`(threads: Int) throws {
        let issuer = TestIssuer()
        let keys = try JWKSet(parsing: issuer.keySet)
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: keys, engine: .accelerated)
        let good = (0..<10).map { issuer.token(nonce: "n-\($0)", at: now.seconds) }
        let forged = good.map { String($0.dropLast(4)) + "AAAA" }
        var batch = TokenBatch()
        var expected: [Verdict] = []
        for round in 0..<40 {
            for index in 0..<10 {
                let token = round % 3 == 0 ? forged[index] : good[index]
                // The first occurrence fails by its own nonce, later ones hold, and the other way round.
                let nonce = (round + index) % 4 == 0 ? "other" : "n-\(index)"
                batch.append(token, nonce: nonce)
                expected.append(validator.verdict(on: token, nonce: nonce, at: now))
            }
        }
        let results = validator.validateBatch(batch, at: now, options: BatchOptions(threads: threads))
        #expect(results.verdicts == expected)
    }
}
