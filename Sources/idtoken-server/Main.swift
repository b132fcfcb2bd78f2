internal import ArgumentParser
internal import FoundationEssentials
internal import Metrics

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Starts the server: the one place where a failure becomes a line on standard error and an exit status.
@main
enum Main {
    static func main() async {
        exit(await status(of: Array(CommandLine.arguments.dropFirst())))
    }

    private static func status(of arguments: [String]) async -> CInt {
        do {
            let command = try ServerCommand.parse(arguments)
            let settings = try command.settings(environment: ProcessInfo.processInfo.environment)
            let metrics = PrometheusRegistry()
            MetricsSystem.bootstrap(metrics)
            try await ServerRun(settings, metrics: metrics).run()
            return 0
        } catch let error as ConfigurationError {
            complain(error.message)
            return 2
        } catch let error as ServerRun.Failure {
            complain(error.message)
            return 1
        } catch {
            guard ServerCommand.exitCode(for: error) != .success else {
                StandardStream.output.write(ServerCommand.fullMessage(for: error) + "\n")
                return 0
            }
            complain("\(shown(ServerCommand.message(for: error), arguments)); see --help")
            return 2
        }
    }

    /// The parser's complaint as one line, without what may be a secret that was given where its file is wanted.
    private static func shown(_ complaint: String, _ arguments: [String]) -> String {
        var text = complaint.split(separator: "\n").joined(separator: " ")
        for argument in arguments where !argument.hasPrefix("--") || argument.contains("=") {
            text = text.replacing("'\(argument)'", with: "(not shown)")
        }
        return text
    }

    private static func complain(_ message: String) {
        StandardStream.error.write("idtoken-server: \(message)\n")
    }
}
