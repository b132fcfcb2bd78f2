internal import Foundation

/// A folder of its own with the files of `testvectors/line`, in which commands run, and a server that serves its files.
struct Workspace {
    /// What came of a command.
    struct Run {
        let output: String
        let errors: String
        let status: Int32
    }

    /// That the tool is not where the tests are.
    struct ToolIsMissing: Error {}

    let folder: URL
    private let server: KeyServer

    /// The folder of the built products: the tests lie beside the tool.
    private static let products: URL? = {
        let places = [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
        var candidates = places.compactMap { $0?.resolvingSymlinksInPath().deletingLastPathComponent() }
        candidates += candidates.map { $0.appendingPathComponent("../../..").standardizedFileURL }
        return candidates.first {
            FileManager.default.isExecutableFile(atPath: $0.appendingPathComponent("idtoken").path)
        }
    }()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("idtoken-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        server = try KeyServer(folder: folder)
        let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../testvectors").standardizedFileURL
        let line = vectors.appendingPathComponent("line")
        for name in ["tokens.txt", "jwks.json", "channel-secret.txt", "expected.txt"] {
            try FileManager.default.copyItem(
                at: line.appendingPathComponent(name),
                to: folder.appendingPathComponent(name)
            )
        }
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("testvectors"),
            withDestinationURL: vectors
        )
    }

    func remove() {
        server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs a command in the shell, with the tool on its path.
    func run(_ command: String) throws -> Run {
        let process = try start(command)
        process.waitUntilExit()
        return Run(
            output: server.hidingAddress(in: try text("stdout")),
            errors: server.hidingAddress(in: try text("stderr")),
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        )
    }

    /// Starts a command in the shell; its streams go to files, so that nobody has to read them for it to go on.
    func start(_ command: String) throws -> Foundation.Process {
        guard let products = Self.products else { throw ToolIsMissing() }
        let process = Foundation.Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": "\(products.path):/usr/local/bin:/usr/bin:/bin",
            "ISSUER": "https://access.line.me",
            "AUDIENCE": "1234567890",
            "SERVER": server.address,
            "DOWN": server.deadAddress,
            "LC_ALL": "C",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try file("stdout")
        process.standardError = try file("stderr")
        try process.run()
        return process
    }

    private func file(_ name: String) throws -> FileHandle {
        let url = folder.appendingPathComponent(".\(name)")
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(".\(name)")), as: UTF8.self)
    }
}
