import Testing

@testable import IDTokenCore

@Suite struct BatchResultsTests {
    @Test func `Each element is what validating that token alone returns or throws`() throws {
        let validator = try DefectiveToken.validator(engine: .accelerated)
        let mix = BatchMix(count: 300, seed: 3)
        let results = validator.validateBatch(mix.batch, at: Fixture.now, options: BatchOptions(threads: 2))
        // Backwards, so that nothing depends on the order in which elements are asked for.
        for index in results.indices.reversed() {
            let entry = mix.entries[index]
            do {
                let alone = try validator.validate(
                    entry.token,
                    nonce: entry.nonce,
                    subject: entry.subject,
                    at: Fixture.now
                )
                guard case .valid(let token) = results[index] else {
                    Issue.record("token \(index) is valid alone only")
                    return
                }
                #expect(token.payload == alone.payload)
                #expect(token.header == alone.header)
                #expect(token.subject == alone.subject)
                #expect(token.engine == alone.engine)
                #expect(token.key?.thumbprint == alone.key?.thumbprint)
            } catch {
                guard case .rejected(let rejected) = results[index] else {
                    Issue.record("token \(index) is rejected alone only")
                    return
                }
                #expect(rejected.description == error.description)
                #expect(
                    [rejected.claim, rejected.expected, rejected.actual] == [error.claim, error.expected, error.actual]
                )
            }
        }
    }

    @Test func `Results are a collection in the order of the tokens`() throws {
        let validator = try DefectiveToken.validator()
        let results = validator.validateBatch(["null", "", "a.b"], at: Fixture.now)
        #expect(results.startIndex == 0)
        #expect(results.endIndex == 3)
        #expect(
            results.map { if case .rejected(let error) = $0 { error.code } else { nil } }
                == [ReasonCode?](repeating: .malformedToken, count: 3)
        )
        #expect(validator.validateBatch([], at: Fixture.now).isEmpty)
    }
}
