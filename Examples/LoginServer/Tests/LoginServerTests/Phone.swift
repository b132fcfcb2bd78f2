import Foundation
import Hummingbird
import Logging
import Testing

@testable import LoginServer

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A phone with an app on it: it keeps cookies and sends the server what it is told to.
final class Phone {
    private let server: URL
    private let session: URLSession
    private var cookies: [String: String] = [:]
    /// The cookie that the last answer set, with its attributes.
    private(set) var lastCookie = ""

    init(server: URL) {
        self.server = server
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        session = URLSession(configuration: configuration)
    }

    deinit {
        session.invalidateAndCancel()
    }

    struct Answer: Decodable {
        var status = 0
        let nonce: String?
        let code: String?
        let reason: String?
        let id: String?
        let name: String?
        let email: String?
        let proof: String?
        let logins: Int?

        private enum CodingKeys: String, CodingKey { case nonce, code, reason, id, name, email, proof, logins }
    }

    /// An answer as it came.
    struct Reply {
        let status: Int
        /// By lower-case name.
        let fields: [String: String]
        let body: Data
    }

    struct NotHTTP: Error {}

    /// Sends a request with the cookies held, and keeps the one that comes.
    func exchange(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        contentType: String = "application/json"
    ) async throws -> Reply {
        var request = URLRequest(url: server.appending(path: path))
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        request.setValue(contentType, forHTTPHeaderField: "Content-Type")
        request.setValue(cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "), forHTTPHeaderField: "Cookie")
        let (data, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw NotHTTP() }
        var fields: [String: String] = [:]
        for (name, value) in response.allHeaderFields { fields["\(name)".lowercased()] = "\(value)" }
        lastCookie = fields["set-cookie"] ?? ""
        let pair = lastCookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
        if let name = pair.first { cookies[String(name)] = pair.count == 2 ? String(pair[1]) : nil }
        return Reply(status: response.statusCode, fields: fields, body: data)
    }

    /// Sends a request and reads the answer, whether it is a user or a refusal.
    func send(_ method: String, _ path: String, _ body: String? = nil) async throws -> Answer {
        let reply = try await exchange(method, path, body)
        var answer = try JSONDecoder().decode(Answer.self, from: reply.body.isEmpty ? Data("{}".utf8) : reply.body)
        answer.status = reply.status
        return answer
    }

    /// The ID of the user whose session this phone has, if any.
    func sessionUser() async throws -> String? {
        try JSONDecoder().decode(Answer?.self, from: await exchange("GET", "me").body)?.id
    }

    /// Begins a login and returns its nonce.
    func begin() async throws -> String {
        try #require(try await send("POST", "login/nonce").nonce)
    }

    func logIn(idToken: String) async throws -> Answer {
        try await send("POST", "login", #"{"idToken":"\#(idToken)"}"#)
    }

    func logIn(accessToken: String) async throws -> Answer {
        try await send("POST", "login", #"{"accessToken":"\#(accessToken)"}"#)
    }
}

/// Runs a login server of the test's own, with databases that are removed behind it, and gives the test two phones.
func withLoginServer(_ test: (LoginApplication, Phone, Phone) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "login-server-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let login = try await LoginApplication(folder: folder, port: 0, logger: logger) { listening.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { listening.finish() }
            try await login.application.run()
        }
        defer { group.cancelAll() }
        let port = try #require(await ports.first { _ in true })
        let server = try #require(URL(string: "http://127.0.0.1:\(port)"))
        try await test(login, Phone(server: server), Phone(server: server))
    }
}
