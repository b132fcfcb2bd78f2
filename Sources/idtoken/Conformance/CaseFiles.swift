internal import IDTokenCore

/// Finds and reads files of cases.
enum CaseFiles {
    /// The most bytes of one case.
    static let maximumLineBytes = 1_048_576
    /// How deep folders may lie in each other; a link may lead back to where it is.
    static let maximumDepth = 16

    /// The files that a path stands for: itself, or every `*.jsonl` in a folder at any depth, in sorted order.
    static func files(at path: String) throws(CommandFailure) -> [String] {
        guard Folder.exists(at: path) else { return [path] }
        let files = try files(in: path, depth: 0)
        guard !files.isEmpty else { throw .unavailable("\(ShownName.path(path)) has no file of cases (*.jsonl)") }
        return files
    }

    private static func files(in folder: String, depth: Int) throws(CommandFailure) -> [String] {
        guard depth < maximumDepth else { return [] }
        let names: [String]
        do {
            names = try Folder.names(in: folder)
        } catch {
            throw .unavailable("the folder \(ShownName.path(folder)) cannot be read: \(error)")
        }
        var files: [String] = []
        for name in names {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if Folder.exists(at: path) {
                files += try Self.files(in: path, depth: depth + 1)
            } else if name.hasSuffix(".jsonl") {
                files.append(path)
            }
        }
        return files
    }

    /// Hands out the cases of a file one by one.
    ///
    /// - Throws: ``CommandFailure`` if the file cannot be read, has no case, or has a line that is none.
    static func forEachCase(
        of path: String,
        _ body: (ConformanceCase) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let name = ShownName.path(path)
        let block = InputBlock(capacity: 0)
        var line = 0
        do {
            let reader = BlockReader(
                try FileInput(path: path),
                longestLine: maximumLineBytes,
                blockBytes: 65_536,
                countsLines: false
            )
            block.bytes = [UInt8](repeating: 0, count: reader.capacity)
            while try reader.fill(block) {
                let bytes = block.bytes
                var position = 0
                while position < block.end, let newline = Newline.first(in: bytes.span, position..<block.end) {
                    line += 1
                    let text = bytes[position..<newline]
                    position = newline + 1
                    try body(try testCase(Array(text), group: path, place: "\(name) line \(line)"))
                }
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .unavailable("\(name) cannot be read: \(error)")
        }
        guard line > 0 else { throw .unavailable("\(name) has no case") }
    }

    private static func testCase(
        _ line: [UInt8],
        group path: String,
        place: String
    ) throws(CommandFailure) -> ConformanceCase {
        guard line.count <= maximumLineBytes + 1 else {
            throw .unavailable("\(place) is no case: it has more than \(maximumLineBytes) bytes")
        }
        let fileName = path.split(separator: "/").last ?? "-"
        do {
            return try ConformanceCase(parsing: line, group: String(fileName.prefix { $0 != "." }))
        } catch {
            throw .unavailable("\(place) is no case: \(error.reason)")
        }
    }
}
