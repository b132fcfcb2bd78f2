import ArgumentParser
import Testing

@testable import idtoken_bench

@Suite struct BenchCommandTests {
    @Test(arguments: [
        ["--case", "none.such"], ["--seconds", "0"], ["--seconds", "-1"], ["--seconds", "nan"], ["--threads", "0"],
        ["--threads", "1025"], ["--format", "xml"], ["--case"], ["es256.single"],
    ])
    func `Options that mean nothing are refused before anything is measured`(arguments: [String]) {
        #expect(throws: (any Error).self) { try BenchCommand.parse(arguments) }
    }

    @Test(arguments: [
        [], ["--case", "hs256.*"], ["--seconds", "0.1"], ["--threads", "1"], ["--format", "json"],
        ["--format", "html", "--output", "report.html"],
    ])
    func `The promised options are understood`(arguments: [String]) throws {
        _ = try BenchCommand.parse(arguments)
    }
}
