internal import Foundation

/// What the figures were measured on.
struct Machine: Sendable {
    var processor: String
    var cores: Int
    var openSSL: String
    var swift: String
    var date: String
    /// Whether the program was built without optimisation, which makes its figures meaningless.
    var isDebugBuild: Bool

    /// The machine that the process runs on, now.
    static var current: Machine {
        Machine(
            processor: processorName,
            cores: ProcessInfo.processInfo.activeProcessorCount,
            openSSL: OpenSSLLibrary.version,
            swift: swiftVersion,
            date: Date().formatted(.iso8601),
            isDebugBuild: isDebug
        )
    }

    /// Headings and values for the head of a report.
    var facts: [(String, String)] {
        [
            ("Processor", processor), ("Cores", String(cores)), ("OpenSSL", openSSL), ("Swift", swift), ("Date", date),
        ]
    }

    private static var processorName: String {
        let file = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        for line in file.split(separator: "\n") where line.hasPrefix("model name") {
            if let colon = line.firstIndex(of: ":") {
                return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return "unknown"
    }

    private static var swiftVersion: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    private static var isDebug: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }
}
