/// One line on a terminal that says how far a run has come; on anything else it never says a word.
struct ProgressBar {
    /// Seconds between two drawings; more often is only flicker.
    private static let interval = 0.1
    private static let width = 20

    private let isShown: Bool
    private let totalBytes: Int?
    private let start: Double
    private var lastDrawing = -Double.infinity
    private var isDrawn = false

    /// Makes a bar that appears with the first ``update(bytes:tokens:)``, if standard error is a terminal.
    init(totalBytes: Int?) {
        isShown = StandardStream.error.isTerminal
        self.totalBytes = totalBytes
        start = SystemClock.monotonicSeconds
    }

    /// Draws how far the run has come, unless it was drawn a moment ago.
    mutating func update(bytes: Int, tokens: Int) {
        guard isShown else { return }
        let now = SystemClock.monotonicSeconds
        guard now - lastDrawing >= Self.interval else { return }
        lastDrawing = now
        isDrawn = true
        StandardStream.error.write("\r\u{1B}[K\(line(bytes: bytes, tokens: tokens, seconds: now - start))")
    }

    /// Takes the bar away, so that the line can be used for something else.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        lastDrawing = -Double.infinity
        StandardStream.error.write("\r\u{1B}[K")
    }

    /// Shorter than 80 columns, because a line that wraps cannot be drawn again.
    private func line(bytes: Int, tokens: Int, seconds: Double) -> String {
        let rate = seconds > 0 ? Int(Double(tokens) / seconds) : 0
        let amount = "\(tokens) tokens, \(rate)/s"
        guard let totalBytes, totalBytes > 0 else { return "\(megabytes(bytes)), \(amount)" }
        let share = min(1, Double(bytes) / Double(totalBytes))
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: Self.width - filled)
        return "[\(bar)] \(Int(share * 100)) % of \(megabytes(totalBytes)), \(amount)"
    }

    private func megabytes(_ bytes: Int) -> String {
        let tenths = bytes / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
