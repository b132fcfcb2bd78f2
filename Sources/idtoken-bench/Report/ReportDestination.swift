internal import Foundation

/// Where a report goes: standard output or a file.
struct ReportDestination {
    private let handle: FileHandle

    /// Opens the file, which is made or emptied, or takes standard output.
    init(path: String?) throws(BenchError) {
        guard let path else {
            handle = .standardOutput
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw BenchError("The file \(path) cannot be written.") }
        handle = file
    }

    func write(_ text: String) throws {
        try handle.write(contentsOf: Data(text.utf8))
    }
}

/// One line on a terminal that says how far the run has come; nothing where standard error is no terminal.
struct ProgressLine {
    private let isShown: Bool

    init(isShown: Bool) {
        self.isShown = isShown && isatty(STDERR_FILENO) == 1
    }

    func show(_ text: String) { write("\r\u{1B}[K\(text)") }

    func clear() { write("\r\u{1B}[K") }

    private func write(_ text: String) {
        if isShown { FileHandle.standardError.write(Data(text.utf8)) }
    }
}
