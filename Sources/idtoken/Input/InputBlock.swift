/// A piece of the input that ends where a line ends, and the results for it.
///
/// Safe to share: it is handed from the reader to one worker and from there to the writer, through locks, and only the
/// one that holds it uses it.
final class InputBlock: @unchecked Sendable {
    /// The bytes that were read; the lines are those before ``end``.
    var bytes: [UInt8]
    /// Where the last whole line ends, its newline included.
    var end = 0
    /// The place of the block among all blocks, from 0.
    var sequence = 0
    /// The number of the first line, from 1.
    var firstLine = 1
    /// How many bytes of the input were read up to the end of the block.
    var inputOffset = 0

    /// The lines that were written so far and what is still to be written.
    var output = OutputBuffer()
    /// What became of the block's tokens.
    var statistics = RunStatistics()

    init(capacity: Int) {
        bytes = [UInt8](repeating: 0, count: capacity)
    }
}
