extension IDTokenValidator {
    /// Judges many tokens in one call: one reading of the key set, one time, one inversion for many signatures, and as
    /// many threads as wanted.
    ///
    /// Each result is what ``validate(_:nonce:subject:at:)-(String,_,_,_)`` would have given; no token affects another.
    /// Blocks the calling thread until all are judged.
    ///
    /// - Parameters:
    ///   - batch: The tokens.
    ///   - now: The time of judging, the same for all.
    ///   - options: Threads, and when to end early.
    /// - Returns: The results in the order of the tokens.
    public func validateBatch(
        _ batch: TokenBatch,
        at now: NumericDate,
        options: BatchOptions = BatchOptions()
    ) -> BatchResults {
        let keys = keyProvider?.keySet(at: now)
        let run = BatchRun(batch, validator: self, keys: keys, now: now, options: options)
        let verdicts = run.verdicts()
        // One is enough: the provider does not ask which key is missing.
        if let unknown = verdicts.first(where: { $0.code == .unknownKey }) {
            _ = reportUnknownKey(unknown, keys: keys, at: now)
        }
        return BatchResults(verdicts: verdicts, batch: batch, validator: self, keys: keys, now: now)
    }

    /// Judges many tokens of which neither nonce nor subject is expected one by one.
    public func validateBatch(
        _ tokens: [String],
        at now: NumericDate,
        options: BatchOptions = BatchOptions()
    ) -> BatchResults {
        validateBatch(TokenBatch(tokens), at: now, options: options)
    }
}
