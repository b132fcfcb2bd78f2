internal import ArgumentParser
internal import Foundation

/// Measures validation beside OpenSSL's own calls.
@main
struct BenchCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html
    }

    static let configuration = CommandConfiguration(
        commandName: "idtoken-bench",
        abstract: "Measures ID token validation beside its floor: OpenSSL's one call over the same bytes.",
        discussion: """
            Floor and case take turns in short slices of the same run on one thread. A ratio above 1 means that a whole \
            token is validated in less time than OpenSSL's one signature or MAC call. Nothing is measured unless every \
            token of the fixtures is judged as expected by every engine. Measure on a quiet machine, in a release build.
            """
    )

    @Option(name: .customLong("case"), help: "Measure only the cases whose name matches this pattern (* and ?).")
    var pattern = "*"

    @Option(help: "How long a row may take, in seconds.")
    var seconds = 1.0

    @Option(help: "The most threads a case uses; all cores unless given.")
    var threads: Int?

    @Option(help: "text, json or html.")
    var format = Format.text

    @Option(help: "Write the report to this file.")
    var output: String?

    func validate() throws {
        guard seconds > 0, seconds <= 3600 else { throw ValidationError("--seconds is not between 0 and 3600.") }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads is not between 1 and 1024.")
        }
        if cases.isEmpty { throw ValidationError("No case matches \(pattern).") }
    }

    private var cases: [BenchCase] {
        let most = threads ?? ProcessInfo.processInfo.activeProcessorCount
        return BenchCase.catalogue(threads: most).filter { Glob(pattern).matches($0.name) }
    }

    func run() throws {
        // First of all, before libcrypto has allocated anything.
        let counter = try AllocationCounter()
        let destination = try ReportDestination(path: output)
        let machine = Machine.current
        let measurer = Measurer(counter: counter, duration: UInt64(seconds * 1e9))
        let store = FixtureStore()
        let cases = cases
        let text = TextReport(machine: machine)
        let progress = ProgressLine(isShown: format != .text || output != nil)
        if format == .text { try destination.write(text.head) }
        var rows: [BenchRow] = []
        for (index, benchCase) in cases.enumerated() {
            progress.show("\(index + 1)/\(cases.count) \(benchCase.name)")
            let row = try measurer.measure(benchCase, store.fixture(benchCase.kind))
            rows.append(row)
            if format == .text { try destination.write(text.line(row)) }
        }
        progress.clear()
        switch format {
        case .text: try destination.write(TextReport.foot(rows))
        case .json: try destination.write(JSONReport.text(rows))
        case .html: try destination.write(HTMLReport(machine: machine, rows: rows).text)
        }
    }
}
