internal import ArgumentParser
internal import IDTokenCore
internal import IDTokenJWKS

/// Fetches a key set, shows it and keeps it.
struct KeysFetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch a key set, show it and keep it.",
        usage: "idtoken keys fetch [<options>] [<url>]",
        discussion: """
            One attempt is made. What comes must be a JWK Set with at least one key that can verify ES256; otherwise \
            nothing that was kept before is touched.

            EXAMPLES
              idtoken keys fetch https://api.line.me/oauth2/v2.1/certs
              idtoken keys fetch https://api.line.me/oauth2/v2.1/certs \\
                --output certs.json
              idtoken keys fetch --discover https://access.line.me \\
                --jwks-cache line.keys --jwks-history line-keys

            EXIT STATUS
              0  the key set was fetched
              2  a flag or the URL cannot be used
              3  no key set can be had, or it cannot be written
            """
    )

    @Argument(help: ArgumentHelp("URL of a JWK Set.", valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "Issuer whose key set is found by OpenID Connect Discovery, in place of a URL.",
            valueName: "iss"
        )
    )
    var discover: String?

    @Option(
        help: ArgumentHelp(
            "File to write the key set to, as it came; - for standard output, in place of the table.",
            valueName: "file"
        )
    )
    var output: String?

    @OptionGroup var fetching: FetchOptions

    @OptionGroup var recording: RecordOptions

    @Option(
        help: ArgumentHelp(
            "Issuer that --jwks-cache and --jwks-history are for (default: whoever is given that URL).",
            valueName: "iss"
        )
    )
    var issuer: String?

    @Option(help: "A table, or one JSON object a key.")
    var format: OutputFormat = .text

    func run() throws {
        let remote = try remote()
        let records = recording.records(of: remote.source, issuer: issuer ?? discover)
        let known = recording.jwksCache == nil ? nil : records.load(at: SystemClock.now)
        let start = SystemClock.monotonicSeconds
        let fetched: KeySetFetching.Fetched
        do {
            fetched = try KeySetFetching(remote: remote, records: records).fetch(knowing: known)
        } catch {
            throw remote.failure(error)
        }
        let milliseconds = Int((SystemClock.monotonicSeconds - start) * 1000)
        let body = fetched.snapshot.body
        if let output, output != "-" { try SavedFile(path: output).write(body) }
        guard output != "-" else { return try StandardStream.output.write(body) }
        let listing = KeyListing(fetched.keys)
        guard format == .text else { return try StandardStream.output.write(listing.json) }
        let news = fetched.isUnchanged ? ", unchanged" : ""
        try StandardStream.output.write(
            Array("\(listing.text)\(body.count) bytes from \(remote.name) in \(milliseconds) ms\(news)\n".utf8)
        )
    }

    private func remote() throws(CommandFailure) -> RemoteKeySet {
        switch (url, discover) {
        case (let url?, nil): return try RemoteKeySet(url, fetching)
        case (nil, let issuer?): return try RemoteKeySet(discovering: issuer, fetching)
        case (nil, nil): throw .usage("there is nothing to fetch: give the URL of a key set, or --discover ISS")
        case (_?, _?): throw .usage("a key set is fetched from a URL or found by --discover: give one of the two")
        }
    }
}
