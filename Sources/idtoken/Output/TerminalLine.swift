/// One line of standard error that is drawn again and again; on anything but a terminal it never says a word.
struct TerminalLine {
    /// Seconds between two drawings; more often is only flicker.
    private static let interval = 0.1

    /// Whether anybody sees it.
    let isShown = StandardStream.error.isTerminal
    private var lastDrawing = -Double.infinity
    private var isDrawn = false

    /// Draws a text of less than 80 columns, because a line that wraps cannot be drawn again, unless one was drawn a
    /// moment ago.
    mutating func draw(_ text: () -> String) {
        guard isShown else { return }
        let now = SystemClock.monotonicSeconds
        guard now - lastDrawing >= Self.interval else { return }
        lastDrawing = now
        isDrawn = true
        StandardStream.error.write("\r\u{1B}[K\(text())")
    }

    /// Takes the line away, so that it can be used for something else.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        lastDrawing = -Double.infinity
        StandardStream.error.write("\r\u{1B}[K")
    }

    /// A bar of some columns, filled up to a share from 0 to 1.
    static func bar(_ share: Double) -> String {
        let width = 20
        let filled = Int(min(1, max(0, share)) * Double(width))
        return "[\(String(repeating: "=", count: filled))\(String(repeating: " ", count: width - filled))]"
    }
}
