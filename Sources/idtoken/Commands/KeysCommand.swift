internal import ArgumentParser

/// Everything about key sets.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Look at a key set and find what is wrong with it.",
        discussion: """
            EXAMPLES
              idtoken keys show certs.json
              idtoken keys lint certs.json
            """,
        subcommands: [KeysShowCommand.self, KeysLintCommand.self]
    )
}
