internal import Synchronization

/// That an attempt to fetch keys goes on, and how much of its time is gone, for those who look at a terminal.
final class FetchProgress: Sendable {
    private struct State {
        var line = TerminalLine()
        var hasEnded = false
    }

    private let state = Mutex(State())
    private let name: String
    private let seconds: Double
    private let start = SystemClock.monotonicSeconds

    /// Begins to draw, if standard error is a terminal.
    ///
    /// - Parameters:
    ///   - name: What is asked.
    ///   - limit: How long it may take.
    init(name: String, seconds limit: Duration) {
        let (whole, attoseconds) = limit.components
        seconds = Double(whole) + Double(attoseconds) / 1e18
        // As much as leaves the line shorter than 80 columns.
        self.name = name.count > 36 ? "\(name.prefix(35))…" : name
        guard state.withLock({ $0.line.isShown }) else { return }
        Task.detached { [self] in
            while draw() { try? await Task.sleep(for: .milliseconds(100)) }
        }
    }

    /// Takes the line away for good.
    func end() {
        state.withLock { state in
            state.hasEnded = true
            state.line.clear()
        }
    }

    private func draw() -> Bool {
        let passed = SystemClock.monotonicSeconds - start
        return state.withLock { state in
            guard !state.hasEnded else { return false }
            state.line.draw { [name, seconds] in
                let tenths = Int(passed * 10)
                return "\(TerminalLine.bar(passed / seconds)) asking \(name), \(tenths / 10).\(tenths % 10) s"
            }
            return true
        }
    }
}
