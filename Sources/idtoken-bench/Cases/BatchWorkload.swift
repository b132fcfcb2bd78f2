internal import IDTokenCore

/// Judges batch after batch, all tokens of the pool in turn.
final class BatchWorkload: Workload {
    /// What belongs to a call besides judging a batch that is already filled.
    enum Extent: Sendable {
        /// Nothing: the verdicts of a filled batch are looked at.
        case verdicts
        /// The tokens are first copied into a batch that is used again.
        case filling
        /// The claims of every token are taken from the results.
        case claims
    }

    private let validator: IDTokenValidator
    private let texts: PackedTexts
    private let nonces: [String]
    private let options: BatchOptions
    private let expected: ReasonCode?
    private let extent: Extent
    private var batches: [TokenBatch] = []
    private var reused = TokenBatch()
    private var next = 0
    private(set) var surprises = 0

    let tokensPerCall: Int

    init(
        _ fixture: Fixture,
        by validator: IDTokenValidator,
        size: Int,
        threads: Int = 1,
        extent: Extent = .verdicts,
        expecting expected: ReasonCode? = nil
    ) {
        self.validator = validator
        self.extent = extent
        self.expected = expected
        let texts = fixture.texts
        (self.texts, nonces) = (texts, fixture.pool.makeNonces())
        options = BatchOptions(threads: threads)
        tokensPerCall = size
        for first in stride(from: 0, through: texts.count - size, by: size) {
            var batch = TokenBatch()
            for index in first..<(first + size) { batch.append(texts[index], nonce: nonces[index]) }
            batches.append(batch)
        }
        if let first = batches.first { reused = first }
    }

    func call() {
        let index = next
        next = index + 1 == batches.count ? 0 : index + 1
        if case .filling = extent {
            let texts = texts
            reused.removeAll(keepingCapacity: true)
            for token in (index * tokensPerCall)..<((index + 1) * tokensPerCall) {
                reused.append(texts[token], nonce: nonces[token])
            }
            judge(reused)
        } else {
            judge(batches[index])
        }
    }

    private func judge(_ batch: borrowing TokenBatch) {
        let results = validator.validateBatch(copy batch, at: TokenPool.now, options: options)
        if case .claims = extent {
            for result in results {
                guard case .valid(let token) = result, token.expiration > TokenPool.now else {
                    surprises += 1
                    continue
                }
            }
        } else {
            for verdict in results.verdicts where !verdict.isJudged || verdict.code?.index != expected?.index {
                surprises += 1
            }
        }
    }
}
