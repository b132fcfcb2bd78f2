import Foundation

/// How much work the random tests do.
enum Scale {
    /// Whether `IDTOKEN_FULL=1` asks for the full counts, which take minutes.
    static let isFull = ProcessInfo.processInfo.environment["IDTOKEN_FULL"] == "1"

    /// A count for every run, or the one of a full run.
    static func count(_ everyRun: Int, full: Int) -> Int {
        isFull ? full : everyRun
    }
}
