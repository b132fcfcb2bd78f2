internal import ArgumentParser

/// The command line of this package: every way to judge a token, and to look at tokens and keys.
struct IDTokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idtoken",
        abstract: "Judge OpenID Connect ID tokens, offline and at once.",
        discussion: """
            EXAMPLES
              Judge one token of a LINE channel:
                idtoken validate --provider line --channel-id 1234567890 \\
                  --jwks certs.json "$TOKEN"

              Judge a file of tokens, one a line, and count the reasons:
                idtoken validate --provider line --channel-id 1234567890 \\
                  --jwks certs.json --input tokens.txt --quiet

              The same by the issuer's own keys, asked for once and kept:
                idtoken validate --provider line --channel-id 1234567890 \\
                  --jwks https://api.line.me/oauth2/v2.1/certs \\
                  --jwks-cache line.keys --input tokens.txt --quiet

              Look at a token without believing it:
                idtoken inspect "$TOKEN"

            EXIT STATUS
              0  every token is valid
              1  at least one token is rejected
              2  a flag, the policy, a key set or a secret cannot be used
              3  no key set can be had, or the input cannot be read
            """,
        version: "0.1.0",
        subcommands: [ValidateCommand.self, InspectCommand.self, KeysCommand.self, ConformanceCommand.self]
    )
}
