import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The `openssl` tool as an HTTPS server on loopback, with a certificate that it has signed itself.
final class TLSServer {
    let port: Int
    /// The certificate, which is its own authority.
    let certificatePath: String

    private let folder: String
    private let process: pid_t

    /// Starts a server for a certificate of these names, for example `DNS:localhost,IP:127.0.0.1`.
    init(names: String, path: String = "keys", body: [UInt8]) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("idtoken-tls-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let maker = try Self.start(
            in: folder,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=idtoken test", "-addext",
                "subjectAltName=\(names)",
            ]
        )
        try await Self.waitForEnd(of: maker)
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let file = URL(fileURLWithPath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(Array(head.utf8) + body).write(to: file)

        let process = try Self.start(
            in: folder,
            [
                "s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem", "-HTTP",
            ]
        )
        self.folder = folder
        self.process = process
        certificatePath = "\(folder)/certificate.pem"
        port = try await Self.announcedPort(in: folder)
    }

    deinit {
        kill(process, SIGKILL)
        var status: CInt = 0
        _ = unsafe waitpid(process, &status, 0)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Starts the tool, its output in a file named `output`. Foundation's `Process` is of no use here: waiting for it
    /// needs the run loop of the thread that started it.
    private static func start(in folder: String, _ arguments: [String]) throws -> pid_t {
        let command = (["cd", folder, "&&", "exec", "openssl"] + arguments.map { "'\($0)'" }).joined(separator: " ")
        let words = ["sh", "-c", "\(command) >output 2>errors </dev/null"]
        var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var process: pid_t = 0
        guard unsafe posix_spawnp(&process, "sh", nil, nil, &pointers, environ) == 0 else { throw TLSServerError() }
        return process
    }

    private static func waitForEnd(of process: pid_t) async throws {
        var status: CInt = 0
        while unsafe waitpid(process, &status, WNOHANG) == 0 { try await Task.sleep(for: .milliseconds(5)) }
        guard status == 0 else { throw TLSServerError() }
    }

    private static func announcedPort(in folder: String) async throws -> Int {
        for _ in 0..<10_000 {
            let data = (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/output"))) ?? Data()
            let text = String(decoding: data, as: UTF8.self)
            let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT 127.0.0.1:") }
            if text.hasSuffix("\n"), let port = line?.split(separator: ":").last.flatMap({ Int($0) }) { return port }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw TLSServerError()
    }
}

/// The tool is missing or does not do what it should.
struct TLSServerError: Error {}
