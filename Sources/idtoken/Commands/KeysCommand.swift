internal import ArgumentParser

/// Everything about key sets.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Look at key sets, fetch and compare them, find what is wrong with them.",
        discussion: """
            A key set is a file, - for standard input, or a URL. A URL is https; it is asked once.

            EXAMPLES
              idtoken keys fetch https://api.line.me/oauth2/v2.1/certs \\
                --output certs.json
              idtoken keys show certs.json
              idtoken keys lint https://api.line.me/oauth2/v2.1/certs
              idtoken keys diff certs.json https://api.line.me/oauth2/v2.1/certs \\
                --tokens tokens.txt
            """,
        subcommands: [
            KeysShowCommand.self, KeysFetchCommand.self, KeysLintCommand.self, KeysDiffCommand.self,
            KeysHistoryCommand.self,
        ]
    )
}
