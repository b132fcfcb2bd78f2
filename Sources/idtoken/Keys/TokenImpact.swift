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

    /// Looks at all tokens of an input and writes a line for each that breaks, in bounded memory.
    ///
    /// - Parameters:
    ///   - input: The tokens.
    ///   - outputFormat: How the lines are written; `nil` if only their number is asked for.
    mutating func read(_ input: FileInput, listedAs outputFormat: OutputFormat?) throws(CommandFailure) {
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
            read(block, outputFormat)
            if block.output.count > 0 {
                if StandardStream.output.isTerminal { progress.clear() }
                try StandardStream.output.write(block.output.bytes)
                block.output.removeAll()
            }
            progress.update(bytes: block.inputOffset, tokens: tokenCount)
        }
    }

    private mutating func read(_ block: InputBlock, _ outputFormat: OutputFormat?) {
        let bytes = block.bytes
        var position = 0
        while position < block.end, let newline = Newline.first(in: bytes.span, position..<block.end) {
            var line = position..<newline
            if !line.isEmpty, bytes[newline - 1] == UInt8(ascii: "\r") { line = line.dropLast() }
            position = newline + 1
            tokenCount += 1
            guard let token = token(bytes.span.extracting(line)), isBroken(token) else { continue }
            brokenCount += 1
            if let outputFormat { append(token.header["kid"]?.stringValue, as: outputFormat, to: &block.output) }
        }
    }

    /// Appends the line for the last token, which breaks.
    private func append(_ keyIdentifier: String?, as outputFormat: OutputFormat, to output: inout OutputBuffer) {
        let consequence = listing.change(of: keyIdentifier).consequence
        switch outputFormat {
        case .text:
            let name = keyIdentifier.map { "kid \(ForeignText.shown($0))" } ?? "no kid"
            output.append("\(tokenCount): breaks (\(name)): \(consequence)\n")
        case .json:
            var members = [
                JSONObjectMember(name: "line", value: .number(String(tokenCount))),
                JSONObjectMember(name: "breaks", value: .bool(true)),
            ]
            if let keyIdentifier { members.append(JSONObjectMember(name: "kid", value: .string(keyIdentifier))) }
            members.append(JSONObjectMember(name: "because", value: .string(consequence)))
            output.append(.object(members))
            output.append("\n")
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
