internal import IDTokenCore
internal import Synchronization

/// Cuts the input into blocks of whole lines, for one worker at a time.
///
/// Memory stays bounded whatever the lines are like: of a line that is longer than any acceptable one a piece is kept
/// that is still too long, and the rest is passed over.
final class BlockReader: Sendable {
    private struct State {
        /// The beginning of a line whose end has not been read.
        var rest: [UInt8] = []
        /// Whether the rest of the current line is passed over.
        var isPassingOver = false
        var hasEnded = false
        var nextSequence = 0
        var nextLine = 1
        var offset = 0
    }

    private let input: FileInput
    private let longestLine: Int
    private let countsLines: Bool
    private let state = Mutex(State())
    /// How many bytes a block must have room for.
    let capacity: Int

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - input: The input.
    ///   - longestLine: The most bytes of a line, its end not counted.
    ///   - blockBytes: How many bytes to read at a time.
    ///   - countsLines: Whether anybody asks for line numbers.
    init(_ input: FileInput, longestLine: Int, blockBytes: Int, countsLines: Bool) {
        self.input = input
        // With a carriage return stripped, what is kept of a longer line is still too long.
        self.longestLine = longestLine + 2
        self.countsLines = countsLines
        capacity = self.longestLine + 1 + blockBytes
    }

    /// Reads the next lines into a block, waiting for the first of them.
    ///
    /// What has come is handed on when nothing more is there yet, so that a slow writer gets its answers at once.
    ///
    /// - Returns: `false` at the end of the input, when the block has nothing.
    func fill(_ block: InputBlock) throws(SystemReason) -> Bool {
        try state.withLock { state throws(SystemReason) in
            var count = state.rest.count
            block.bytes.replaceSubrange(0..<count, with: state.rest)
            state.rest.removeAll(keepingCapacity: true)
            var lineStart = 0
            while !state.hasEnded {
                let read = try input.read(into: &block.bytes, at: count)
                state.offset += read
                state.hasEnded = read == 0
                let fresh = count..<(count + read)
                count = state.isPassingOver ? passOver(fresh, of: block, &state) : fresh.upperBound
                // No newline is in what was there before, so that no byte is searched twice.
                if let newline = Newline.last(in: block.bytes.span, min(fresh.lowerBound, count)..<count) {
                    lineStart = newline + 1
                }
                if lineStart > 0, count == block.bytes.count || input.readiness == .waiting { break }
                if count - lineStart > longestLine {
                    count = lineStart + longestLine
                    state.isPassingOver = true
                    if lineStart > 0 { break }
                }
            }
            if state.hasEnded, lineStart < count {
                // The last line lacks its newline; there is room for one, since a full buffer is never left so.
                block.bytes[count] = UInt8(ascii: "\n")
                count += 1
                lineStart = count
            }
            if lineStart < count {
                keepRest(lineStart..<count, of: block, &state)
            }
            return hand(block, end: lineStart, &state)
        }
    }

    /// Drops fresh bytes up to the end of the line that is too long; returns where the bytes end then.
    private func passOver(_ fresh: Range<Int>, of block: InputBlock, _ state: inout State) -> Int {
        guard let newline = Newline.first(in: block.bytes.span, fresh) else { return fresh.lowerBound }
        state.isPassingOver = false
        block.bytes.removeSubrange(fresh.lowerBound..<newline)
        block.bytes.append(contentsOf: repeatElement(0, count: newline - fresh.lowerBound))
        return fresh.upperBound - (newline - fresh.lowerBound)
    }

    private func keepRest(_ range: Range<Int>, of block: InputBlock, _ state: inout State) {
        let length = min(range.count, longestLine)
        if range.count > length { state.isPassingOver = true }
        state.rest.append(contentsOf: block.bytes[range.prefix(length)])
    }

    private func hand(_ block: InputBlock, end: Int, _ state: inout State) -> Bool {
        guard end > 0 else { return false }
        block.end = end
        block.sequence = state.nextSequence
        block.firstLine = state.nextLine
        block.inputOffset = state.offset
        state.nextSequence += 1
        if countsLines {
            let bytes = block.bytes
            state.nextLine += Newline.count(in: bytes.span, 0..<end)
        }
        return true
    }
}
