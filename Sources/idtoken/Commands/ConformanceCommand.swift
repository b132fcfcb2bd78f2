internal import ArgumentParser
internal import IDTokenCore

/// Judges test vectors and compares what comes out with what they expect.
struct ConformanceCommand: ParsableCommand {
    /// Which engines judge ES256 signatures.
    enum Engines: String, ExpressibleByArgument, CaseIterable {
        case accelerated, reference, both

        var choices: [EngineChoice] {
            switch self {
            case .accelerated: [.accelerated]
            case .reference: [.reference]
            case .both: [.accelerated, .reference]
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Judge test vectors and compare.",
        discussion: """
            Every case goes through each ES256 engine and through the single and the batch API; all must come to the same \
            verdict and code. A folder stands for all *.jsonl files in it, at any depth.

            EXAMPLES
              idtoken conformance testvectors
              idtoken conformance testvectors/time.jsonl --engine reference --format json

            EXIT STATUS
              0  every case passed
              1  at least one case failed
              2  a flag cannot be used
              3  a file cannot be read, has no case, or has a line that is none
            """
    )

    @Argument(help: ArgumentHelp("Files with one case a line, or folders of such files.", valueName: "path"))
    var paths: [String]

    @Option(help: "Engine that judges ES256 signatures.")
    var engine: Engines = .both

    @Option(help: "A table by group with the failures, or one JSON object a case and a summary.")
    var format: OutputFormat = .text

    func run() throws {
        var files: [String] = []
        for path in paths { files += try CaseFiles.files(at: path) }
        var judge = ConformanceJudge(engines: engine.choices)
        var report = ConformanceReport(engines: engine.choices)
        for file in files {
            try CaseFiles.forEachCase(of: file) { testCase throws(CommandFailure) in
                let result = CaseResult(testCase, judge.judge(testCase))
                if format == .json { try StandardStream.output.write(result.json) }
                report.append(result)
            }
        }
        try StandardStream.output.write(format == .json ? report.json : Array(report.text.utf8))
        guard report.failureCount == 0 else { throw ExitStatus.rejected }
    }
}
