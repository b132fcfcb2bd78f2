internal import Foundation

/// The server as it is built, with the keys of `testvectors/line`, on a loopback port of its own choice.
final class ServerUnderTest: Sendable {
    /// That the server is not where the tests are.
    struct ServerIsMissing: Error {}

    /// For example `http://127.0.0.1:12345`.
    let address: String

    private let process: Foundation.Process

    /// The folder of the built products: the tests lie beside the server.
    private static let products: URL? = {
        let places = [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
        var candidates = places.compactMap { $0?.resolvingSymlinksInPath().deletingLastPathComponent() }
        candidates += candidates.map { $0.appendingPathComponent("../../..").standardizedFileURL }
        return candidates.first {
            FileManager.default.isExecutableFile(atPath: $0.appendingPathComponent("idtoken-server").path)
        }
    }()

    /// Starts the server, hands it to `body` with a browser that shows its page, and ends both.
    static func run(_ body: @Sendable (ServerUnderTest, Browser) async throws -> Void) async throws {
        let server = try await ServerUnderTest()
        defer { server.end() }
        try await Browser.run { browser in
            try await browser.navigate(to: server.address + "/")
            try await body(server, browser)
        }
    }

    private init() async throws {
        guard let products = Self.products else { throw ServerIsMissing() }
        let process = Foundation.Process()
        process.executableURL = products.appendingPathComponent("idtoken-server")
        process.arguments = [
            "--provider", "line", "--channel-id", "1234567890", "--jwks", LineTokens.folder.path + "/jwks.json",
            "--port",
            "0",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = OutputWatch(process)
        try process.run()
        address = try await output.line(startingWith: "listening on ")
        self.process = process
    }

    /// Ends the server at once. A signal that asks politely would be blocked: children inherit the mask of the thread that
    /// starts them.
    func end() {
        kill(process.processIdentifier, SIGKILL)
    }
}
