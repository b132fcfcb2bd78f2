internal import IDTokenCore

/// Turns lines into the tokens of a batch: every line is one token, however odd it is.
struct TokenLines: Sendable {
    let format: InputFormat
    /// The most bytes of a token.
    let maximumTokenBytes: Int
    /// The nonce that is expected where a line does not say its own.
    let nonce: String?

    /// Appends the lines from a position on to a batch, until it is full or the lines end.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - bytes: The text, of which every line before `end` has its newline.
    ///   - position: Where the next line begins; moved behind the last one that was taken.
    ///   - end: Where the lines end.
    ///   - capacity: The most tokens of a batch.
    func take(into batch: inout TokenBatch, from bytes: Span<UInt8>, at position: inout Int, end: Int, capacity: Int) {
        while batch.count < capacity, position < end, let newline = Newline.first(in: bytes, position..<end) {
            var line = position..<newline
            if !line.isEmpty, bytes[newline - 1] == UInt8(ascii: "\r") { line = line.dropLast() }
            position = newline + 1
            switch format {
            case .lines: append(token: bytes.extracting(line), to: &batch)
            case .jsonl: append(object: bytes.extracting(line), to: &batch)
            }
        }
    }

    private func append(token: Span<UInt8>, to batch: inout TokenBatch) {
        // One byte over the limit is as much too large as a million.
        batch.append(token.extracting(first: maximumTokenBytes + 1), nonce: nonce)
    }

    private func append(object line: Span<UInt8>, to batch: inout TokenBatch) {
        guard line.count <= format.maximumLineBytes(maximumTokenBytes: maximumTokenBytes) else {
            batch.append(line.extracting(first: maximumTokenBytes + 1))
            return
        }
        // A line that does not parse is a token that is none.
        let object = JSONTokenLine(parsing: line)
        batch.append(object?.token ?? "", nonce: object?.nonce ?? nonce, subject: object?.subject)
    }
}
