/// Writes rows as a table for a terminal, with a bar for the ratio to the floor.
struct TextReport {
    let machine: Machine

    private static let barCells = 20
    /// The ratio that a full bar stands for; beyond it the bar ends in an arrow.
    private static let fullBarRatio = 5.0

    /// The machine and the headings of the table.
    var head: String {
        var text = machine.facts.map { "\($0.0): \($0.1)" }.joined(separator: "\n") + "\n"
        if machine.isDebugBuild { text += "DEBUG BUILD: these figures mean nothing; build with -c release\n" }
        text += """

            ratio = floor ÷ token: above 1 a whole token takes less time than OpenSSL's one call (│ marks 1).
            Floors of keyset cases: a set that never changes (read), parsing the set (start) or the token (issuers).
            p50 to p99.9 are durations of one call; a call of a batch judges all of its tokens.

            \(Self.line(Self.headings, bar: "0" + Self.padded("│1", 4) + Self.padded("", 14) + "5"))
            """
        return text + "\n"
    }

    private static let headings = [
        "case", "batch", "thr", "keys", "token", "floor", "ratio", "tokens/s", "±", "p50", "p99", "p99.9",
        "allocs", "libcrypto", "scaling", "memory",
    ]
    private static let widths = [27, 5, 4, 5, 9, 9, 7, 9, 6, 9, 9, 9, 7, 9, 8, 8]
    /// Where the bar stands: behind the ratio.
    private static let barColumn = 6

    /// One row of the table.
    func line(_ row: BenchRow) -> String {
        Self.line(
            [
                row.nameWithAlgorithm, String(row.batch), String(row.threads), String(row.keys),
                Figures.duration(row.nanosecondsPerToken), Figures.duration(row.floorNanoseconds),
                Figures.ratio(row.ratioToFloor), Figures.rate(row.tokensPerSecond),
                Figures.percent(row.spread), Figures.duration(Double(row.p50)), Figures.duration(Double(row.p99)),
                Figures.duration(Double(row.p999)), Figures.perToken(row.allocationsPerToken),
                Figures.perToken(row.libcryptoAllocationsPerToken),
                row.scalingEfficiency.map { Figures.fixed($0, 2) } ?? "",
                row.memoryBytes.map { Figures.bytes($0) } ?? "",
            ],
            bar: Self.bar(row.ratioToFloor)
        ) + "\n"
    }

    /// What is to be said in the end.
    static func foot(_ rows: [BenchRow]) -> String {
        rows.disturbance.map { "\n\($0)\n" } ?? ""
    }

    private static func line(_ cells: [String], bar: String) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - cell.count))
            text += index == 0 ? cell + padding : " " + padding + cell
            if index == barColumn { text += " " + bar }
        }
        return text
    }

    /// A bar of a fixed width; the cell where the ratio is 1 is marked when the bar does not reach it.
    static func bar(_ ratio: Double) -> String {
        let one = Int(Double(barCells) / fullBarRatio)
        let eighths = Int((min(ratio / fullBarRatio, 1) * Double(barCells * 8)).rounded())
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        var bar = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        if ratio > fullBarRatio { bar = String(bar.dropLast()) + "▶" }
        if bar.count < one { bar = padded(bar, one) + "│" }
        return padded(bar, barCells)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
