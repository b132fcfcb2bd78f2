import IDTokenTesting
import Synchronization
import Testing

@testable import IDTokenCore

@Suite struct BatchRunTests {
    @Test(arguments: EngineChoice.allCases, [1, 2, 3, 8])
    func `A batch gives what single validations give, in the order of the tokens`(
        _ engine: EngineChoice,
        _ threads: Int
    ) throws {
        let validator = try DefectiveToken.validator(engine: engine)
        for count in [0, 1, 2, 63, 64, 65, 300] {
            let mix = BatchMix(count: count, seed: UInt64(count + threads))
            let results = validator.validateBatch(mix.batch, at: Fixture.now, options: BatchOptions(threads: threads))
            let single = mix.single(validator)
            #expect(results.count == count)
            // The engine of an automatic choice may change in between; the decision may not.
            #expect(results.verdicts.map(\.code) == single.map(\.code))
            #expect(results.verdicts.map(\.isValid) == single.map(\.isValid))
            #expect(results.verdicts.map(\.claim) == single.map(\.claim))
            #expect(results.verdicts.map(\.keyIndex) == single.map(\.keyIndex))
            if engine != .automatic { #expect(results.verdicts == single) }
            #expect(results.validCount + results.rejectedCount == count)
        }
    }

    @Test(arguments: [Int.min, -1, 0, 1, 1000, Int.max])
    func `Any number of threads judges all tokens`(_ threads: Int) throws {
        let validator = try DefectiveToken.validator(engine: .accelerated)
        let mix = BatchMix(count: 200, seed: 5)
        let results = validator.validateBatch(mix.batch, at: Fixture.now, options: BatchOptions(threads: threads))
        #expect(results.verdicts == mix.single(validator))
    }

    @Test func `Tokens of many keys, good and forged, are each judged by their own key`() throws {
        let signers = (0..<20).map { TestSigningKey(seed: "batch \($0)") }
        var issuer = Fixture.issuer
        issuer.publishedKeys = signers
        let validator = try IDTokenValidator(
            policy: issuer.policy(),
            keys: JWKSet(parsing: issuer.keySet),
            engine: .accelerated
        )
        var random = SeededGenerator(20)
        var tokens: [String] = []
        var expected: [Int32?] = []
        for _ in 0..<400 {
            let (signing, named) = (Int.random(in: 0..<20, using: &random), Int.random(in: 0..<20, using: &random))
            let isHonest = random.oneIn(2)
            tokens.append(
                issuer.token(at: Fixture.issuedAt, by: signers[signing]) { header, _ in
                    if !isHonest { header["kid"] = .string(signers[named].keyIdentifier) }
                }
            )
            expected.append(isHonest || signing == named ? Int32(signing) : nil)
        }
        let results = validator.validateBatch(tokens, at: Fixture.now, options: BatchOptions(threads: 2))
        for (verdict, key) in zip(results.verdicts, expected) {
            #expect(verdict.isValid == (key != nil))
            if let key { #expect(verdict.keyIndex == key) } else { #expect(verdict.code == .invalidSignature) }
        }
    }

    @Test(arguments: [1, 2, 5])
    func `A batch that was stopped reports what it did not look at as neither valid nor rejected`(_ threads: Int) throws
    {
        let validator = try DefectiveToken.validator(engine: .reference)
        let mix = BatchMix(count: 500, seed: 9)
        let single = mix.single(validator)
        for limit in [0, 1, 10, 100] {
            let options = BatchOptions(threads: threads, maximumRejections: limit)
            let results = validator.validateBatch(mix.batch, at: Fixture.now, options: options)
            #expect(results.rejectedCount >= min(limit, single.count { $0.code != nil }))
            for (verdict, alone) in zip(results.verdicts, single) where verdict.isJudged { #expect(verdict == alone) }
            for index in results.indices where !results.verdicts[index].isJudged {
                #expect(!results.verdicts[index].isValid)
                #expect(results.verdicts[index].code == nil)
                guard case .notJudged = results[index] else {
                    Issue.record("a token that was not judged has a result")
                    return
                }
            }
        }
        let none = validator.validateBatch(mix.batch, at: Fixture.now, options: BatchOptions(threads: threads) { true })
        #expect(none.verdicts.allSatisfy { !$0.isJudged })
        #expect(none.validCount + none.rejectedCount == 0)
    }

    @Test func `A stop asked for in the middle ends the batch and keeps what was decided`() throws {
        let validator = try DefectiveToken.validator(engine: .reference)
        let mix = BatchMix(count: 1000, seed: 10)
        let asked = Mutex(0)
        let options = BatchOptions(threads: 2) {
            asked.withLock { count in
                count += 1
                return count > 4
            }
        }
        let results = validator.validateBatch(mix.batch, at: Fixture.now, options: options)
        #expect(results.verdicts.contains { $0.isJudged })
        #expect(results.verdicts.contains { !$0.isJudged })
        for (verdict, alone) in zip(results.verdicts, mix.single(validator)) where verdict.isJudged {
            #expect(verdict == alone)
        }
    }

    @Test func `The key set is read once for a batch`() throws {
        let provider = StubKeySetProvider(reading: .keys(try JWKSet(parsing: Fixture.issuer.keySet)))
        let validator = try IDTokenValidator(policy: Fixture.issuer.policy(), keyProvider: provider)
        let tokens = (0..<200).map { Fixture.issuer.token(subject: "s\($0)", at: Fixture.issuedAt) }
        let results = validator.validateBatch(tokens, at: Fixture.now, options: BatchOptions(threads: 2))
        #expect(results.validCount == 200)
        #expect(provider.readingCount == 1)
    }

    @Test func `Unavailable keys are the code of every token that needs one`() throws {
        let validator = try IDTokenValidator(
            policy: Fixture.issuer.policy(),
            keyProvider: StubKeySetProvider(reading: .unavailable(retryAfterSeconds: 3))
        )
        let good = Fixture.issuer.token(at: Fixture.issuedAt)
        let results = validator.validateBatch([good, "null", good], at: Fixture.now)
        #expect(results.verdicts.map(\.code) == [.keysUnavailable, .malformedToken, .keysUnavailable])
    }
}
