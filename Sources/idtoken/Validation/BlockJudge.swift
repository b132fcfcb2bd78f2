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
    ///   - batch: A batch to use, so that its memory is used again.
    ///   - afterBatch: Called after every batch, to write early what has grown large.
    func judge(_ block: InputBlock, using batch: inout TokenBatch, afterBatch: () -> Void) {
        var position = 0
        var line = block.firstLine
        while position < block.end {
            batch.removeAll(keepingCapacity: true)
            let bytes = block.bytes
            lines.take(into: &batch, from: bytes.span, at: &position, end: block.end, capacity: Self.batchTokens)
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
        for (index, result) in results.enumerated() {
            switch result {
            case .valid(let token): writer.append(token, line: firstLine + index, to: &output)
            case .rejected(let error): writer.append(error, line: firstLine + index, to: &output)
            case .notJudged: break
            }
        }
    }
}
