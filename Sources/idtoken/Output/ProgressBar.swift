/// How far a run through an input has come, for those who look at a terminal.
struct ProgressBar {
    private let totalBytes: Int?
    private let start = SystemClock.monotonicSeconds
    private var line = TerminalLine()

    /// Makes a bar that appears with the first ``update(bytes:tokens:)``, if standard error is a terminal.
    init(totalBytes: Int?) {
        self.totalBytes = totalBytes
    }

    /// Draws how far the run has come, unless it was drawn a moment ago.
    mutating func update(bytes: Int, tokens: Int) {
        line.draw { [totalBytes, start] in
            Self.text(bytes: bytes, of: totalBytes, tokens: tokens, seconds: SystemClock.monotonicSeconds - start)
        }
    }

    /// Takes the bar away, so that the line can be used for something else.
    mutating func clear() {
        line.clear()
    }

    private static func text(bytes: Int, of totalBytes: Int?, tokens: Int, seconds: Double) -> String {
        let rate = seconds > 0 ? Int(Double(tokens) / seconds) : 0
        let amount = "\(tokens) tokens, \(rate)/s"
        guard let totalBytes, totalBytes > 0 else { return "\(megabytes(bytes)), \(amount)" }
        let share = min(1, Double(bytes) / Double(totalBytes))
        return "\(TerminalLine.bar(share)) \(Int(share * 100)) % of \(megabytes(totalBytes)), \(amount)"
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = bytes / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
