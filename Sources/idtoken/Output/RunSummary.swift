/// What is said of a run as a whole, once it has ended.
struct RunSummary {
    let statistics: RunStatistics
    let seconds: Double

    /// A line for people, and one for each reason behind it.
    var text: String {
        let tokens = statistics.tokenCount == 1 ? "1 token" : "\(statistics.tokenCount) tokens"
        var table = TextTable()
        for (code, count) in statistics.reasons { table.append(["  \(code)", "\(count)"]) }
        return "\(tokens): \(statistics.validCount) valid, \(statistics.rejectedCount) rejected\n" + table.text
    }

    /// One JSON object.
    var json: String {
        let codes = statistics.reasons.map { "\"\($0.code)\":\($0.count)" }.joined(separator: ",")
        return "{\"tokens\":\(statistics.tokenCount),\"valid\":\(statistics.validCount),"
            + "\"rejected\":\(statistics.rejectedCount),\"codes\":{\(codes)},"
            + "\"seconds\":\(rounded(seconds, decimals: 6)),"
            + "\"tokens_per_second\":\(rounded(tokensPerSecond, decimals: 1))}\n"
    }

    private var tokensPerSecond: Double {
        seconds > 0 ? Double(statistics.tokenCount) / seconds : 0
    }

    private func rounded(_ number: Double, decimals: Int) -> Double {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        return (number * scale).rounded() / scale
    }
}
