internal import ArgumentParser
internal import IDTokenCore

/// Shows what a token says of itself, with no word of it verified.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show a token's header and claims, UNVERIFIED.",
        discussion: """
            Nothing is believed and nothing is asked of the network: anybody can write a token that says anything. Use \
            validate to judge it.

            EXAMPLES
              idtoken inspect "$TOKEN"
              idtoken inspect - < token.txt

            EXIT STATUS
              0  the token could be read, which says nothing of its worth
              1  it is no token
              2  a flag cannot be used
              3  the input cannot be read
            """
    )

    @Argument(help: ArgumentHelp("Token in the compact serialization, or - for standard input.", valueName: "token"))
    var token: String?

    @Option(help: ArgumentHelp("Time that ages are counted from (default: now).", valueName: "unix|rfc3339"))
    var at: TimeArgument?

    func run() throws {
        let bytes = try tokenBytes()
        let token: UnverifiedIDToken
        do {
            token = try UnverifiedIDToken(parsing: bytes)
        } catch {
            StandardStream.error.write("idtoken: this is no token: \(error)\n")
            throw ExitStatus.rejected
        }
        let report = InspectionReport(
            token,
            now: at?.date ?? SystemClock.now,
            showsColour: StandardStream.output.showsColour
        )
        try StandardStream.output.write(report.bytes)
    }

    private func tokenBytes() throws(CommandFailure) -> [UInt8] {
        if let token, token != "-" { return Array(token.utf8) }
        do {
            let input = try FileInput(path: "-")
            guard token != nil || !input.isTerminal else {
                throw CommandFailure.usage("there is no token to look at: give a TOKEN, or - for standard input")
            }
            var bytes = try input.readPrefix(InputLimits().maximumTokenBytes + 2)
            if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            return bytes
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .unavailable("standard input cannot be read: \(error)")
        }
    }
}
