internal import IDTokenCore

/// What came of all cases, by group.
struct ConformanceReport {
    private struct Group {
        let name: String
        var caseCount = 0
        var failureCount = 0
    }

    private let engines: String
    private var groups: [Group] = []
    private var failures: [CaseResult] = []

    init(engines: [EngineChoice]) {
        self.engines = engines.map(\.rawValue).joined(separator: " and ")
    }

    /// How many cases did not pass.
    var failureCount: Int { failures.count }

    /// Adds a case.
    mutating func append(_ result: CaseResult) {
        var index = groups.count
        if let known = groups.firstIndex(where: { $0.name == result.group }) {
            index = known
        } else {
            groups.append(Group(name: result.group))
        }
        groups[index].caseCount += 1
        guard !result.passes else { return }
        groups[index].failureCount += 1
        failures.append(result)
    }

    /// A table by group and each failure.
    var text: String {
        var table = TextTable(["GROUP", "CASES", "PASSED", "FAILED"])
        for group in groups { table.append(row(ForeignText.shown(group.name), group.caseCount, group.failureCount)) }
        table.append(row("all", caseCount, failureCount))
        let listed = failures.map { "failed: \($0.text)\n" }.joined()
        return table.text + listed + "engines: \(engines)\n"
    }

    /// The summary object.
    var json: [UInt8] {
        Array(
            ("{\"cases\":\(caseCount),\"passed\":\(caseCount - failureCount),\"failed\":\(failureCount),"
                + "\"engines\":[\(engines.split(separator: " and ").map { "\"\($0)\"" }.joined(separator: ","))]}\n")
                .utf8
        )
    }

    private var caseCount: Int { groups.reduce(0) { $0 + $1.caseCount } }

    private func row(_ name: String, _ count: Int, _ failed: Int) -> [String] {
        [name, String(count), String(count - failed), String(failed)]
    }
}
