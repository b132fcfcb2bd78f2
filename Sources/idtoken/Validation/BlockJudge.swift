internal import IDTokenCore

/// Judges the tokens of a block, batch by batch, and formats the results.
struct BlockJudge: Sendable {
    /// As many tokens as make full batches of signatures without making the results of a block of short lines large.
    static let batchTokens = 1024

    let validator: IDTokenValidator
    /// What can be asked once more for keys that are not known, or `nil` if the key set is what it is.
    let remote: RunKeySet?
    let lines: TokenLines
    /// What formats results, or `nil` if only their number is asked for.
    let writer: (any ResultWriter)?
    /// The time of judging, or `nil` for the time at which a batch is judged.
    let fixedTime: NumericDate?

    /// Judges all lines of a block.
    ///
    /// - Parameters:
    ///   - block: The block, whose results and statistics are filled in.
    ///   - afterBatch: Called after every batch, to write early what has grown large.
    func judge(_ block: InputBlock, afterBatch: () -> Void) {
        let text = block.bytes
        var batch = lines.batch(for: text)
        var position = 0
        var line = block.firstLine
        while position < block.end {
            lines.fill(&batch, from: text.span, at: &position, end: block.end, capacity: Self.batchTokens)
            judge(batch, firstLine: line, into: &block.output, &block.statistics)
            line += batch.count
            afterBatch()
        }
    }

    /// Judges one batch.
    func judge(
        _ batch: TokenBatch,
        firstLine: Int,
        into output: inout OutputBuffer,
        _ statistics: inout RunStatistics
    ) {
        let results = results(of: batch)
        for verdict in results.verdicts { statistics.count(verdict) }
        guard let writer else { return }
        for position in results.indices {
            writer.append(results, at: position, line: firstLine + position, to: &output)
        }
    }

    /// Judges a batch, and once more if another key set came because of it: all its results are by one key set.
    private func results(of batch: TokenBatch) -> BatchResults {
        guard let remote else { return validator.validateBatch(batch, at: fixedTime ?? SystemClock.now) }
        let generation = remote.generation
        let results = validator.validateBatch(batch, at: fixedTime ?? SystemClock.now)
        // Without a claim it is a secret that is not known, which no key set brings.
        guard results.verdicts.contains(where: { $0.code == .unknownKey && $0.claim != nil }),
            remote.refresh(since: generation)
        else { return results }
        return validator.validateBatch(batch, at: fixedTime ?? SystemClock.now)
    }
}
