internal import ArgumentParser
internal import IDTokenCore

/// Shows the entries of a key set.
struct KeysShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a key set holds.",
        usage: "idtoken keys show [<options>] <file|url>",
        discussion: """
            Entries that cannot verify ES256 are shown with the reason. The thumbprint is that of RFC 7638; a symmetric \
            key has none, because it would allow guessing the key.

            EXAMPLES
              idtoken keys show certs.json
              idtoken keys show certs.json --format json
              idtoken keys show https://api.line.me/oauth2/v2.1/certs

            EXIT STATUS
              0  the key set could be read
              2  a flag or the file cannot be used
              3  no key set can be had from the URL
            """
    )

    @Argument(help: ArgumentHelp("JWK Set: a file, a URL, or - for standard input.", valueName: "file|url"))
    var keySet: String

    @OptionGroup var fetching: FetchOptions

    @Option(help: "A table, or one JSON object a key.")
    var format: OutputFormat = .text

    func run() throws {
        let listing = KeyListing(try KeySetArgument(keySet, fetching).bytes().parsed())
        try StandardStream.output.write(format == .json ? listing.json : Array(listing.text.utf8))
    }
}
