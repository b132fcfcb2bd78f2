internal import Foundation

/// A running chromedriver on a loopback port of its own choice.
final class ChromeDriver: Sendable {
    /// Where it takes W3C WebDriver commands.
    let address: String

    private let process: Foundation.Process
    /// Where the browser leaves its profiles, which it does not remove when it is ended.
    private let folder: URL

    private static let program = "/usr/bin/chromedriver"
    /// Where Debian puts Chromium.
    static let browser = "/usr/bin/chromium"

    /// Whether a browser and its driver are installed here.
    static var isInstalled: Bool {
        [program, browser].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts the program and waits until it has said where it listens.
    ///
    /// It chooses a port that is free for IPv6 and ends if the same is taken for IPv4, so it may take several attempts.
    static func start() async throws -> ChromeDriver {
        for _ in 1...9 {
            if let driver = try? await ChromeDriver() { return driver }
        }
        return try await ChromeDriver()
    }

    private init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "chromedriver-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Foundation.Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = ["--port=0"]
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = OutputWatch(process)
        try process.run()
        let line = try await output.line(startingWith: "ChromeDriver was started successfully on port ")
        address = "http://127.0.0.1:" + line.prefix { $0.isNumber }
        self.process = process
    }

    /// Ends the program, and the browsers that it still has.
    func end() async {
        _ = try? await WebDriverConnection(address: address).send("GET", "/shutdown")
        // A signal that asks politely would be blocked: children inherit the mask of the thread that starts them.
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }
}
