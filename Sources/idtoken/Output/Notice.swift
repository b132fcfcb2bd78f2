/// What should be known of a run that goes on all the same: one line on standard error.
enum Notice {
    static func write(_ message: String) {
        // On a terminal a progress bar may stand in the line.
        let start = StandardStream.error.isTerminal ? "\r\u{1B}[K" : ""
        StandardStream.error.write("\(start)idtoken: \(message)\n")
    }
}
