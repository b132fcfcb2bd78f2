internal import ArgumentParser

/// Runs the command line: the one place where a failure becomes a line on standard error and an exit status.
@main
enum Main {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        Process.exit(with: status(of: arguments))
    }

    private static func status(of arguments: [String]) -> ExitStatus {
        do {
            var command = try IDTokenCommand.parseAsRoot(arguments)
            try command.run()
            return .success
        } catch let status as ExitStatus {
            return status
        } catch let failure as CommandFailure {
            if !failure.message.isEmpty { StandardStream.error.write("idtoken: \(failure.message)\n") }
            return failure.status
        } catch {
            guard IDTokenCommand.exitCode(for: error) != .success else {
                StandardStream.output.write(IDTokenCommand.fullMessage(for: error) + "\n")
                return .success
            }
            let message = UsageMessage(IDTokenCommand.message(for: error), arguments: arguments)
            StandardStream.error.write("idtoken: \(message.line)\n")
            return .usage
        }
    }
}
