internal import IDTokenCore

/// Judges one token after another by the bare verdict.
final class SingleWorkload: Workload {
    private let validator: IDTokenValidator
    private let texts: PackedTexts
    private let nonces: [String]
    private let expected: ReasonCode?
    private let engine: SignatureEngine?
    private let count: Int
    private var next = 0
    private(set) var surprises = 0

    let tokensPerCall = 1

    /// Makes the work of accepting the tokens, or only the first so many of them, each by this engine.
    init(_ fixture: Fixture, by validator: IDTokenValidator, engine: SignatureEngine?, first count: Int = .max) {
        self.count = min(count, fixture.texts.count)
        self.validator = validator
        self.engine = engine
        expected = nil
        (texts, nonces) = (fixture.texts, fixture.pool.makeNonces())
    }

    /// Makes the work of refusing the tokens by a code, before any signature is judged.
    init(_ fixture: Fixture, by validator: IDTokenValidator, expecting expected: ReasonCode) {
        engine = nil
        count = fixture.texts.count
        self.validator = validator
        self.expected = expected
        (texts, nonces) = (fixture.texts, fixture.pool.makeNonces())
    }

    func call() {
        let index = next
        let texts = texts
        next = index + 1 == count ? 0 : index + 1
        let verdict = validator.verdict(on: texts[index], nonce: nonces[index], at: TokenPool.now)
        if !verdict.isJudged || verdict.code?.index != expected?.index || verdict.engine != engine { surprises += 1 }
    }
}

/// Judges one token after another and takes the claims of each.
final class ClaimsWorkload: Workload {
    private let validator: IDTokenValidator
    private let texts: PackedTexts
    private let nonces: [String]
    private var next = 0
    private(set) var surprises = 0

    let tokensPerCall = 1

    init(_ fixture: Fixture) {
        validator = fixture.validator
        (texts, nonces) = (fixture.texts, fixture.pool.makeNonces())
    }

    func call() {
        let index = next
        let texts = texts
        next = index + 1 == texts.count ? 0 : index + 1
        let token = try? validator.validate(texts[index], nonce: nonces[index], at: TokenPool.now)
        if token?.expiration ?? TokenPool.now <= TokenPool.now { surprises += 1 }
    }
}
