internal import ArgumentParser

struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "conformance")
    func run() throws {}
}
