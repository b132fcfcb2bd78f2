internal import IDTokenCore

/// Judges the tokens of a block, batch by batch, and formats the results.
struct BlockJudge: Sendable {
    /// As many tokens as make full batches of signatures without making the results of a block of short lines large.
    static let batchTokens = 1024

    let validator: IDTokenValidator
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
        let results = validator.validateBatch(batch, at: fixedTime ?? SystemClock.now)
        for verdict in results.verdicts { statistics.count(verdict) }
        guard let writer else { return }
        for position in results.indices {
            writer.append(results, at: position, line: firstLine + position, to: &output)
        }
    }
}
