internal import IDTokenCore

/// Judges a stream of lines on all threads and writes the results in the order of the input.
///
/// Each worker does everything for one block: it reads, splits, judges and formats it, so that no part of the work is
/// left to one thread. Only reading and writing are done one at a time. A worker that is ahead of its turn leaves its
/// results to be written by whoever writes the block before, and goes on with another block, of which there is a fixed
/// number: memory is bounded, and a slow reader of the results slows the run.
final class ValidationRun: Sendable {
    private let judge: BlockJudge
    private let reader: BlockReader
    private let blocks: OrderedBlocks
    private let threads: Int
    /// How many bytes of a block's results are kept before they are written.
    private let maximumOutputBytes: Int

    /// Makes a run.
    ///
    /// - Parameters:
    ///   - input: The tokens.
    ///   - lines: How tokens lie in it.
    ///   - judge: What judges them.
    ///   - threads: How many threads share the work.
    init(_ input: FileInput, lines: TokenLines, judge: BlockJudge, threads: Int) {
        self.judge = judge
        self.threads = threads
        // Enough for two thousand tokens, so that a signature batch is full; less where many threads share the memory.
        let blockBytes = min(1_048_576, max(65_536, 16_777_216 / threads))
        maximumOutputBytes = blockBytes / 2
        reader = BlockReader(
            input,
            longestLine: lines.format.maximumLineBytes(maximumTokenBytes: lines.maximumTokenBytes),
            blockBytes: blockBytes,
            countsLines: judge.writer != nil
        )
        blocks = OrderedBlocks(
            count: threads + max(1, threads / 2),
            capacity: reader.capacity,
            progress: ProgressBar(totalBytes: input.size)
        )
    }

    /// Judges everything and returns what became of it.
    ///
    /// - Throws: ``CommandFailure`` if the input cannot be read or the results not be written. What was judged by then
    ///   has been written.
    func run() throws(CommandFailure) -> RunStatistics {
        // A thread that the system does not grant leaves its share to the others.
        let helpers = (1..<threads).compactMap { _ in WorkerThread { self.work() } }
        work()
        for helper in helpers { helper.join() }
        return try blocks.finish()
    }

    private func work() {
        while let block = blocks.take() {
            do {
                guard try reader.fill(block) else {
                    blocks.giveBack(block)
                    return
                }
            } catch {
                blocks.fail(.unavailable("the input cannot be read: \(error)"))
                return
            }
            judge.judge(block) {
                if block.output.count > maximumOutputBytes { blocks.writeEarly(block) }
            }
            blocks.write(block)
        }
    }
}
