internal import ArgumentParser
internal import IDTokenCore

/// Says what is wrong with a key set.
struct KeysLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Say what is wrong with a key set.",
        discussion: """
            A finding is an entry that cannot verify ES256, a kid that two keys share, a missing kid, coordinates with \
            needless zeros, or a private member that should never have been published.

            EXAMPLES
              idtoken keys lint certs.json && cp certs.json /etc/idtoken/

            EXIT STATUS
              0  nothing was found
              1  something was found
              2  the file cannot be read or is no JWK Set
            """
    )

    @Argument(help: ArgumentHelp("File with a JWK Set, or - for standard input.", valueName: "file"))
    var keySet: String

    @Option(help: "Readable lines, or one JSON object a finding.")
    var format: OutputFormat = .text

    func run() throws {
        let keys = try KeySetArgument.source(keySet).load()
        let findings = KeyFinding.all(in: keys)
        var output = OutputBuffer()
        for finding in findings { finding.append(to: &output, as: format) }
        if format == .text {
            let usable = keys.usableKeys.count
            let count = findings.count == 1 ? "1 finding" : "\(findings.count) findings"
            output.append("\(count), \(usable) of \(keys.keys.count) keys usable\n")
        }
        try StandardStream.output.write(output.bytes)
        guard findings.isEmpty else { throw ExitStatus.rejected }
    }
}
