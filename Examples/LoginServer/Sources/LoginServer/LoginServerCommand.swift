import ArgumentParser
import Foundation
import Hummingbird
import Logging

/// Starts the login server and the stand-in for LINE, both on this machine alone.
@main
struct LoginServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "LoginServer",
        abstract: "A small login server, a stand-in for LINE, and a page that plays the app."
    )

    @Option(help: "The port on 127.0.0.1; 0 lets the system choose.")
    var port = 8090

    @Option(help: "A folder to keep the databases in. Without it they are made anew, and removed at the end.")
    var data: String?

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("A port is from 0 to 65535.") }
    }

    func run() async throws {
        let folder =
            data.map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? FileManager.default.temporaryDirectory.appending(path: "login-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { if data == nil { try? FileManager.default.removeItem(at: folder) } }
        var logger = Logger(label: "login-server", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .notice
        let login = try await LoginApplication(folder: folder, port: port, logger: logger) { port in
            FileHandle.standardOutput.write(Data("listening on http://127.0.0.1:\(port)\n".utf8))
        }
        try await login.application.runService()
    }
}
