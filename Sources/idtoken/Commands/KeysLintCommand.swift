internal import ArgumentParser
internal import IDTokenCore
internal import IDTokenJWKS

/// Says what is wrong with a key set.
struct KeysLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Say what is wrong with a key set.",
        usage: "idtoken keys lint [<options>] <file|url>",
        discussion: """
            A finding is an entry that cannot verify ES256, a kid that two keys share, a missing kid or alg, a key that is \
            listed twice, an RSA key below 2048 bits, coordinates with needless zeros, a shared secret, or a private \
            member that should never have been published. An error makes tokens fail or gives a secret away; a warning \
            should be mended.

            EXAMPLES
              idtoken keys lint certs.json && cp certs.json /etc/idtoken/
              idtoken keys lint https://api.line.me/oauth2/v2.1/certs

            EXIT STATUS
              0  nothing was found
              1  something was found
              2  a flag or the file cannot be used
              3  no key set can be had from the URL
            """
    )

    @Argument(help: ArgumentHelp("JWK Set: a file, a URL, or - for standard input.", valueName: "file|url"))
    var keySet: String

    @OptionGroup var fetching: FetchOptions

    @Option(help: "Readable lines, or one JSON object a finding.")
    var format: OutputFormat = .text

    func run() throws {
        let bytes = try KeySetArgument(keySet, fetching).bytes()
        let lint: KeySetLint
        do throws(IDTokenError) {
            lint = try KeySetLint(bytes.content)
        } catch {
            throw bytes.failure(error)
        }
        let listing = FindingListing(lint)
        try StandardStream.output.write(format == .json ? listing.json : Array(listing.text.utf8))
        guard lint.findings.isEmpty else { throw ExitStatus.rejected }
    }
}
