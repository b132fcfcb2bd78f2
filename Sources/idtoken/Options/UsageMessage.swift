internal import IDTokenCore

/// The argument parser's complaint as one line, without any argument that could be a token or a secret.
///
/// The parser quotes what it did not understand, and what it did not understand may be a token that was put in the
/// wrong place or a secret that was given where a file is wanted.
struct UsageMessage {
    let line: String

    init(_ complaint: String, arguments: [String]) {
        var text = complaint.split(separator: "\n").joined(separator: " ")
        // The longest first, so that no rest of one remains because another is part of it.
        for argument in Self.suspects(arguments).sorted(by: { $0.utf8.count > $1.utf8.count }) {
            text = Self.replacing(argument, in: text)
        }
        var command = arguments.first.flatMap { Self.commands.contains($0) ? " \($0)" : nil } ?? ""
        if command == " keys", arguments.count > 1, Self.keysCommands.contains(arguments[1]) {
            command += " \(arguments[1])"
        }
        let end = text.hasSuffix(".") || text.hasSuffix("?") ? "" : "."
        line = "\(ForeignText.escaped(text))\(end) See 'idtoken\(command) --help'."
    }

    private static let commands: Set<String> = ["validate", "inspect", "keys", "conformance"]
    private static let keysCommands: Set<String> = ["show", "fetch", "lint", "diff", "history"]

    /// The arguments, and the values behind `=`, that are not shown: all but short words such as numbers and names of
    /// choices. A word in no option's place is not shown at all, however short.
    private static func suspects(_ arguments: [String]) -> [String] {
        var suspects: [String] = []
        var isValue = false
        for argument in arguments {
            if argument.hasPrefix("-") {
                if let sign = argument.firstIndex(of: "=") {
                    suspects.append(String(argument[argument.index(after: sign)...]))
                } else if argument.utf8.count > 24 {
                    suspects.append(argument)
                }
                isValue = !argument.contains("=")
            } else {
                if !isValue || argument.utf8.count > 24 { suspects.append(argument) }
                isValue = false
            }
        }
        return suspects.filter { !$0.isEmpty && !commands.contains($0) && !keysCommands.contains($0) }
    }

    private static func replacing(_ suspect: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let quote = rest.firstIndex(of: "'") {
            let behind = rest[rest.index(after: quote)...]
            result += rest[...quote]
            if behind.hasPrefix(suspect) {
                result += "…"
                rest = behind.dropFirst(suspect.count)
            } else if let sign = behind.firstIndex(of: "="), behind[behind.index(after: sign)...].hasPrefix(suspect) {
                result += behind[...sign] + "…"
                rest = behind[behind.index(after: sign)...].dropFirst(suspect.count)
            } else {
                rest = behind
            }
        }
        return result + rest
    }
}
