internal import Foundation

/// A session on the command line: commands, and what must come of them.
///
/// A line `$ …` is a command for the shell, which goes on in lines `> …`. Lines behind it are its standard output,
/// those with `! ` before them its standard error; in both `<any>` stands for any text, and a backslash alone for an
/// empty line. `exit N` ends it; without it the status is 0. Lines with `#` and empty lines between commands are for
/// the reader.
///
/// `$SERVER` is the address of a ``KeyServer``, and stands for it in what is written too; `$DOWN` is one where nobody
/// listens.
struct Transcript {
    /// What one stream must hold.
    struct Stream: CustomStringConvertible {
        var lines: [String] = []

        /// Whether a text has these lines and no others.
        func matches(_ text: String) -> Bool {
            var actual = text.split(separator: "\n", omittingEmptySubsequences: false)
            if actual.last == "" { actual.removeLast() }
            return actual.count == lines.count && zip(lines, actual).allSatisfy { Self.matches($0, $1) }
        }

        var description: String { lines.joined(separator: "\n") }

        private static func matches(_ pattern: String, _ line: Substring) -> Bool {
            let parts = pattern.components(separatedBy: "<any>")
            guard parts.count > 1, let first = parts.first, let last = parts.last else { return pattern == line }
            guard line.hasPrefix(first) else { return false }
            var rest = line.dropFirst(first.count)
            for part in parts.dropFirst().dropLast() {
                guard let range = rest.range(of: part) else { return false }
                rest = rest[range.upperBound...]
            }
            return rest.hasSuffix(last)
        }
    }

    struct Step {
        let line: Int
        var command: String
        var output = Stream()
        var errors = Stream()
        var status: Int32 = 0
    }

    private(set) var steps: [Step] = []

    /// The names of all transcripts.
    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.sorted()
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Transcripts")

    init(named name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        var step: Step?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("$ ") {
                if let step { steps.append(step) }
                step = Step(line: index + 1, command: String(line.dropFirst(2)))
            } else if line.hasPrefix("> ") {
                step?.command += "\n" + line.dropFirst(2)
            } else if line.hasPrefix("exit "), let status = Int32(line.dropFirst(5)) {
                step?.status = status
                if let step { steps.append(step) }
                step = nil
            } else if line.hasPrefix("! ") {
                step?.errors.lines.append(String(line.dropFirst(2)))
            } else if line.isEmpty || line.hasPrefix("# ") {
                if let step { steps.append(step) }
                step = nil
            } else {
                step?.output.lines.append(line == "\\" ? "" : String(line))
            }
        }
        if let step { steps.append(step) }
    }
}
