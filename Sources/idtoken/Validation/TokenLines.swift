internal import IDTokenCore

/// Turns lines into the tokens of a batch: every line is one token, however odd it is.
struct TokenLines: Sendable {
    let format: InputFormat
    /// The most bytes of a token.
    let maximumTokenBytes: Int
    /// The nonce that is expected where a line does not say its own.
    let nonce: String?

    /// Whether tokens can stay where they are in the text, because nothing has to be put beside them.
    private var leavesText: Bool { format == .lines && nonce == nil }

    /// Makes a batch for the lines of a text.
    func batch(for text: [UInt8]) -> TokenBatch {
        leavesText ? TokenBatch(text: text) : TokenBatch()
    }

    /// Puts the lines from a position on into a batch, until it is full or the lines end.
    ///
    /// - Parameters:
    ///   - batch: A batch that was made for the text; what was in it is removed.
    ///   - text: The text, of which every line before `end` has its newline.
    ///   - position: Where the next line begins; moved behind the last one that was taken.
    ///   - end: Where the lines end.
    ///   - capacity: The most tokens of a batch.
    func fill(_ batch: inout TokenBatch, from text: Span<UInt8>, at position: inout Int, end: Int, capacity: Int) {
        if leavesText { batch.removeTokens() } else { batch.removeAll(keepingCapacity: true) }
        while batch.count < capacity, position < end, let newline = Newline.first(in: text, position..<end) {
            var line = position..<newline
            if !line.isEmpty, text[newline - 1] == UInt8(ascii: "\r") { line = line.dropLast() }
            position = newline + 1
            switch format {
            case .lines where leavesText: batch.appendToken(at: cut(line))
            case .lines: batch.append(text.extracting(cut(line)), nonce: nonce)
            case .jsonl: append(object: text.extracting(line), to: &batch)
            }
        }
    }

    /// One byte over the limit is as much too large as a million.
    private func cut(_ line: Range<Int>) -> Range<Int> {
        line.lowerBound..<min(line.upperBound, line.lowerBound + maximumTokenBytes + 1)
    }

    private func append(object line: Span<UInt8>, to batch: inout TokenBatch) {
        guard line.count <= format.maximumLineBytes(maximumTokenBytes: maximumTokenBytes) else {
            batch.append(line.extracting(first: maximumTokenBytes + 1))
            return
        }
        if let plain = PlainTokenLine(line), plain.nonce != nil || nonce == nil {
            batch.append(partsOf: line, token: plain.token, nonce: plain.nonce, subject: plain.subject)
            return
        }
        // A line that does not parse is a token that is none.
        let object = JSONTokenLine(parsing: line)
        batch.append(object?.token ?? "", nonce: object?.nonce ?? nonce, subject: object?.subject)
    }
}
