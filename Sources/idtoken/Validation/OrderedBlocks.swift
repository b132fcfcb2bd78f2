/// The blocks of a run: free ones for the workers, and finished ones that wait for their turn to be written.
final class OrderedBlocks: Sendable {
    private struct State {
        var free: [InputBlock]
        /// Finished blocks whose turn has not come, by sequence.
        var finished: [Int: InputBlock] = [:]
        /// The sequence of the block that is to be written next.
        var turn = 0
        /// Whether a thread writes; the turn is then its own.
        var isWriting = false
        var statistics = RunStatistics()
        var progress: ProgressBar
        /// What keeps more input from being read.
        var inputFailure: CommandFailure?
        /// What keeps more results from being written; none must follow where some are missing.
        var outputFailure: CommandFailure?

        var hasFailed: Bool { inputFailure != nil || outputFailure != nil }
    }

    private let state: Monitor<State>

    /// Makes some blocks of some bytes.
    init(count: Int, capacity: Int, progress: ProgressBar) {
        let free = (0..<count).map { _ in InputBlock(capacity: capacity) }
        state = Monitor(State(free: free, progress: progress))
    }

    /// Waits for a free block; `nil` once the run has failed.
    func take() -> InputBlock? {
        state.wait { state in
            guard !state.hasFailed else { return .some(nil) }
            return state.free.popLast().map { .some($0) }
        }
    }

    /// Returns a block that was not filled.
    func giveBack(_ block: InputBlock) {
        state.update { $0.free.append(block) }
    }

    /// Notes that no more can be read. What has been read is still judged and written.
    func fail(_ failure: CommandFailure) {
        state.update { $0.inputFailure = failure }
    }

    /// Writes a finished block if its turn has come, and the finished ones behind it; otherwise leaves it to whoever
    /// writes the one before.
    func write(_ block: InputBlock) {
        var next = state.update { state in
            state.finished[block.sequence] = block
            return Self.startWriting(&state)
        }
        while let block = next {
            writeOut(block)
            next = state.update { state in
                state.isWriting = false
                state.turn += 1
                state.statistics.add(block.statistics)
                state.progress.update(bytes: block.inputOffset, tokens: state.statistics.tokenCount)
                block.statistics = RunStatistics()
                state.free.append(block)
                return Self.startWriting(&state)
            }
        }
    }

    /// Waits for the turn of a block that is not finished, and writes what it has so far.
    func writeEarly(_ block: InputBlock) {
        state.wait { state in
            state.outputFailure != nil || state.turn == block.sequence && !state.isWriting ? () : nil
        }
        writeOut(block)
    }

    /// What became of all tokens, once every worker has ended.
    func finish() throws(CommandFailure) -> RunStatistics {
        let (statistics, failure) = state.update { state in
            state.progress.clear()
            return (state.statistics, state.inputFailure ?? state.outputFailure)
        }
        if let failure { throw failure }
        return statistics
    }

    private static func startWriting(_ state: inout State) -> InputBlock? {
        guard !state.isWriting, let block = state.finished.removeValue(forKey: state.turn) else { return nil }
        state.isWriting = true
        return block
    }

    /// Writes a block's results, for the thread whose turn it is.
    private func writeOut(_ block: InputBlock) {
        defer { block.output.removeAll() }
        let isWanted = state.update { state in
            guard state.outputFailure == nil, block.output.count > 0 else { return false }
            // Results and progress may be on one terminal, where they must not share a line.
            if StandardStream.output.isTerminal { state.progress.clear() }
            return true
        }
        guard isWanted else { return }
        do {
            try StandardStream.output.write(block.output.bytes)
        } catch {
            state.update { $0.outputFailure = error }
        }
    }
}
