import Foundation

/// Writes the test vectors into a folder: `testvectors-generator OUTPUT_DIR`.
@main
enum Generator {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 1, let folder = arguments.first, !folder.hasPrefix("-") else {
            end("usage: testvectors-generator OUTPUT_DIR", status: 2)
        }
        do {
            for file in VectorSuite.files() {
                let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(file.text.utf8).write(to: url)
            }
        } catch {
            end("testvectors-generator: cannot write into \(folder): \(error.localizedDescription)", status: 3)
        }
    }

    private static func end(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(status)
    }
}
