internal import ArgumentParser
internal import IDTokenCore
internal import IDTokenJWKS

/// Says what changes from one key set to another, and which tokens break.
struct KeysDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what changes from one key set to another, and which tokens break.",
        usage: "idtoken keys diff [<options>] <old> <new>",
        discussion: """
            A token breaks if the old set has the key that it names and the new one has not: the key is gone, the kid \
            names another key, or the key cannot be used any more. Claims and signatures of tokens are not judged.

            EXAMPLES
              idtoken keys diff old.json new.json
              idtoken keys diff certs.json https://api.line.me/oauth2/v2.1/certs \\
                --tokens tokens.txt --format json

            EXIT STATUS
              0  nothing breaks
              1  with --tokens: at least one of them breaks; without: a key is lost
                 that tokens may be signed by
              2  a flag or a file of keys cannot be used
              3  a key set cannot be fetched, or the tokens cannot be read
            """
    )

    @Argument(help: ArgumentHelp("JWK Set before the change: a file, a URL, or -.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("JWK Set after the change: a file, a URL, or -.", valueName: "new"))
    var new: String

    @Option(help: ArgumentHelp("File with tokens to look at, or - for standard input.", valueName: "file"))
    var tokens: String?

    @Option(help: "One token a line, or JSON Lines with token.")
    var inputFormat: InputFormat = .lines

    @OptionGroup var fetching: FetchOptions

    @Option(help: "A table and readable lines, or one JSON object a change and a token that breaks.")
    var format: OutputFormat = .text

    @Flag(help: "Count the tokens that break without a line for each.")
    var quiet = false

    func run() throws {
        let old = try KeySetArgument(self.old, fetching)
        let new = try KeySetArgument(self.new, fetching)
        let standardInputs = [old.isStandardInput, new.isStandardInput, tokens == "-"].count { $0 }
        guard standardInputs <= 1 else {
            throw CommandFailure.usage("standard input can be only one of the key sets and the tokens")
        }
        // What the operator has to mend comes first, and nobody is asked in vain.
        let files = (old: try old.keysOfFile(), new: try new.keysOfFile())
        let input = try tokens.map { path throws(CommandFailure) -> FileInput in try open(path) }
        let before = try files.old ?? old.keys()
        let after = try files.new ?? new.keys()
        let listing = KeyChangeListing(KeySetDifference(from: before, to: after))
        try StandardStream.output.write(format == .json ? listing.json : Array(listing.text.utf8))
        var impact = TokenImpact(listing, format: inputFormat)
        if let input {
            try impact.read(input, listedAs: quiet ? nil : format)
        }
        try StandardStream.output.write(summary(listing, impact))
        let isBroken = input == nil ? !listing.difference.lost.isEmpty : impact.brokenCount > 0
        guard !isBroken else { throw ExitStatus.rejected }
    }

    private func open(_ path: String) throws(CommandFailure) -> FileInput {
        do {
            return try FileInput(path: path)
        } catch {
            throw .unavailable("the tokens in \(ShownName.path(path)) cannot be read: \(error)")
        }
    }

    /// What it comes to: in text only of the tokens, because the changes have said theirs.
    private func summary(_ listing: KeyChangeListing, _ impact: TokenImpact) -> [UInt8] {
        switch format {
        case .text:
            guard tokens != nil else { return [] }
            let count = impact.tokenCount == 1 ? "1 token" : "\(impact.tokenCount) tokens"
            return Array("\(count): \(impact.brokenCount) would break\n".utf8)
        case .json:
            let looked = tokens == nil ? "" : ",\"tokens\":\(impact.tokenCount),\"breaking\":\(impact.brokenCount)"
            return Array("{\"changes\":\(listing.count),\"lost\":\(listing.difference.lost.count)\(looked)}\n".utf8)
        }
    }
}
