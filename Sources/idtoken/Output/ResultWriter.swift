internal import IDTokenCore

/// Writes what became of a token as one line.
protocol ResultWriter: Sendable {
    /// Appends the line for one token of a batch.
    func append(_ results: BatchResults, at position: Int, line: Int, to output: inout OutputBuffer)
}
