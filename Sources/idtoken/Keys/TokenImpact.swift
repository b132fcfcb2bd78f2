internal import IDTokenCore
internal import IDTokenJWKS

/// Which tokens of an input a change of keys breaks: those that name a key by which they can be verified before and not
/// after it. Their claims and signatures are not judged.
struct TokenImpact {
    /// How many tokens there were.
    private(set) var tokenCount = 0
    /// How many would break.
    private(set) var brokenCount = 0

    private let listing: KeyChangeListing
    private let format: InputFormat
    private let maximumTokenBytes = InputLimits().maximumTokenBytes

    init(_ listing: KeyChangeListing, format: InputFormat) {
        self.listing = listing
        self.format = format
    }

    /// Looks at all tokens of an input, in bounded memory.
    ///
    /// - Parameters:
    ///   - input: The tokens.
    ///   - listsTokens: Whether the tokens that break are asked for, and not only their number.
    ///   - report: Is handed each of them.
    mutating func read(
        _ input: FileInput,
        listsTokens: Bool,
        _ report: (_ line: Int, _ keyIdentifier: String?, KeyChangeListing.Change) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let reader = BlockReader(
            input,
            longestLine: format.maximumLineBytes(maximumTokenBytes: maximumTokenBytes),
            blockBytes: 262_144,
            countsLines: false
        )
        let block = InputBlock(capacity: reader.capacity)
        var progress = ProgressBar(totalBytes: input.size)
        defer { progress.clear() }
        while try fill(block, from: reader) {
            let bytes = block.bytes
            var position = 0
            while position < block.end, let newline = Newline.first(in: bytes.span, position..<block.end) {
                var line = position..<newline
                if !line.isEmpty, bytes[newline - 1] == UInt8(ascii: "\r") { line = line.dropLast() }
                position = newline + 1
                tokenCount += 1
                guard let token = token(bytes.span.extracting(line)), isBroken(token) else { continue }
                brokenCount += 1
                guard listsTokens else { continue }
                let identifier = token.header["kid"]?.stringValue
                if StandardStream.output.isTerminal { progress.clear() }
                try report(tokenCount, identifier, listing.change(of: identifier))
            }
            progress.update(bytes: block.inputOffset, tokens: tokenCount)
        }
    }

    private func fill(_ block: InputBlock, from reader: BlockReader) throws(CommandFailure) -> Bool {
        do {
            return try reader.fill(block)
        } catch {
            throw .unavailable("the tokens cannot be read: \(error)")
        }
    }

    private func token(_ line: Span<UInt8>) -> UnverifiedIDToken? {
        switch format {
        case .lines: try? UnverifiedIDToken(parsing: line)
        case .jsonl: JSONTokenLine(parsing: line).flatMap { try? UnverifiedIDToken(parsing: $0.token) }
        }
    }

    /// Whether the token is one that a key set verifies, and does not any more. A `kid` that is no string is no key's.
    private func isBroken(_ token: UnverifiedIDToken) -> Bool {
        guard token.header["alg"]?.stringValue == SigningAlgorithm.es256.rawValue else { return false }
        guard let member = token.header["kid"] else { return listing.difference.breaksTokens(keyIdentifier: nil) }
        return member.stringValue.map { listing.difference.breaksTokens(keyIdentifier: $0) } ?? false
    }
}
