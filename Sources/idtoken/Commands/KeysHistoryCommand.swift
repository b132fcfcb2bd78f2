internal import ArgumentParser
internal import IDTokenJWKS

/// Lists the key sets that a history remembers.
struct KeysHistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the key sets of the past that a folder remembers.",
        discussion: """
            The folder is what --jwks-history of validate and of keys fetch names. A key set was in force from when it was \
            first seen until the next one was, and at most 24 hours from when it was last confirmed.

            EXAMPLES
              idtoken keys history line-keys
              idtoken keys history line-keys --format json

            EXIT STATUS
              0  every file of the folder could be used
              1  at least one could not
              2  a flag cannot be used
              3  the folder cannot be read
            """
    )

    @Argument(help: ArgumentHelp("Folder of a history.", valueName: "folder"))
    var folder: String

    @Option(help: "A table, or one JSON object a key set.")
    var format: OutputFormat = .text

    func run() throws {
        do throws(SystemReason) {
            _ = try Folder.names(in: folder)
        } catch {
            throw CommandFailure.unavailable("the history \(ShownName.path(folder)) cannot be read: \(error)")
        }
        let listing = HistoryListing(HistoryEntry.all(in: folder))
        try StandardStream.output.write(format == .json ? listing.json : Array(listing.text.utf8))
        guard listing.refusedCount == 0 else { throw ExitStatus.rejected }
    }
}
