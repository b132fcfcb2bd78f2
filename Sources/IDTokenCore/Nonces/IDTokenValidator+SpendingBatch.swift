extension IDTokenValidator {
    /// Judges many tokens in one call and spends the nonces of those of which every other rule holds, in the order of
    /// the tokens: of equal nonces the first wins.
    ///
    /// A token of which no nonce is expected spends none. Judging blocks the calling task's thread as
    /// ``validateBatch(_:at:options:)-(TokenBatch,_,_)`` does; spending suspends.
    ///
    /// - Parameters:
    ///   - batch: The tokens.
    ///   - now: The time of judging and spending, the same for all.
    ///   - options: Threads, and when to end early.
    ///   - store: Where the nonces were issued.
    ///   - binding: The session that presents the token at a position of the batch, if its nonce was issued with one.
    /// - Returns: The results in the order of the tokens.
    public func validateBatch(
        _ batch: TokenBatch,
        at now: NumericDate,
        options: BatchOptions = BatchOptions(),
        spending store: some NonceStore,
        binding: (Int) -> String? = { _ in nil }
    ) async -> SpendingBatchResults {
        let results = validateBatch(batch, at: now, options: options)
        var positions: [Int] = []
        var spendings: [NonceSpending] = []
        for position in results.indices where results.verdicts[position].isValid {
            let entry = batch.entries[position]
            guard entry.expected.nonce else { continue }
            positions.append(position)
            let nonce = String(decoding: batch.bytes[entry.nonce], as: UTF8.self)
            spendings.append(NonceSpending(nonce: nonce, binding: binding(position)))
        }
        let outcomes = spendings.isEmpty ? [] : await store.consume(spendings, at: now)
        var errors: [Int: LoginError] = [:]
        for (index, position) in positions.enumerated() {
            // A store that answers fewer than it was asked has not vouched for the rest.
            let outcome = index < outcomes.count ? outcomes[index] : .failure(.incompleteAnswer)
            switch outcome {
            case .success(.consumed): break
            case .success(.refused(let refusal)): errors[position] = .nonceRefused(refusal)
            case .failure(let error): errors[position] = .storeUnavailable(error)
            }
        }
        return SpendingBatchResults(judged: results, errors: errors)
    }
}

extension NonceStoreError {
    fileprivate static let incompleteAnswer = NonceStoreError(
        .unavailable,
        message: "The store did not answer for every nonce."
    )
}
