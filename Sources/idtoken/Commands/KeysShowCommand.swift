internal import ArgumentParser
internal import IDTokenCore

/// Shows the entries of a key set.
struct KeysShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a key set holds.",
        discussion: """
            Entries that cannot verify ES256 are shown with the reason. The thumbprint is that of RFC 7638; a symmetric \
            key has none, because it would allow guessing the key.

            EXAMPLES
              idtoken keys show certs.json
              idtoken keys show certs.json --format json

            EXIT STATUS
              0  the key set could be read
              2  the file cannot be read or is no JWK Set
            """
    )

    @Argument(help: ArgumentHelp("File with a JWK Set, or - for standard input.", valueName: "file"))
    var keySet: String

    @Option(help: "A table, or one JSON object a key.")
    var format: OutputFormat = .text

    func run() throws {
        let listing = KeyListing(try KeySetArgument.source(keySet).load())
        try StandardStream.output.write(format == .json ? listing.json : Array(listing.text.utf8))
    }
}
