internal import ArgumentParser
internal import IDTokenCore
internal import IDTokenJWKS

/// What is kept on disk of a key set that is fetched from a URL.
struct RecordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File that keeps the last good key set: the next run starts from it.",
            discussion: """
                A validation uses it without asking while it is younger than 5 minutes; then the URL is asked first, and \
                the file serves for 24 hours if that fails. It is refused if it was altered, is too old, or is of another \
                URL or issuer.
                """,
            valueName: "file"
        )
    )
    var jwksCache: String?

    @Option(
        help: ArgumentHelp(
            "Folder that remembers the last 32 key sets of the URL.",
            discussion: "A validation with --at judges by the set that was in force then, and fetches nothing.",
            valueName: "folder"
        )
    )
    var jwksHistory: String?

    /// Whether nothing is to be kept.
    var isEmpty: Bool { jwksCache == nil && jwksHistory == nil }

    /// Opens what there is.
    ///
    /// - Parameters:
    ///   - source: Where the key set comes from.
    ///   - issuer: Whose it is; `nil` where nobody says.
    func records(of source: any KeySetSource, issuer: String?) -> KeySetRecords {
        KeySetRecords(
            snapshot: jwksCache.map {
                KeySetSnapshotFile(path: $0, issuer: issuer ?? source.name, source: source.name)
            },
            history: jwksHistory.map {
                KeySetHistory(directory: $0, issuer: issuer ?? source.name, source: source.name)
            },
            historyPath: jwksHistory
        )
    }
}
