import HTTPTypes
import Hummingbird
import HummingbirdTesting
import IDTokenCore
import IDTokenJWKS
import IDTokenTesting
import Logging

@testable import idtoken_server

/// A server with an issuer, a clock and keys in a test's hand.
struct ServerFixture {
    static let time: Int64 = 1_767_225_600
    static let secret = "0123456789abcdef0123456789abcdef"

    let issuer: TestIssuer
    let keys: SuppliedKeySetSource
    var parts: ServerParts

    /// Makes a server of two channels, `1234567890` with a secret and `2222222222` without.
    init(nonces: any NonceStore = InMemoryNonceStore(), hasKeys: Bool = true) async throws {
        issuer = TestIssuer()
        keys = SuppliedKeySetSource(hasKeys ? issuer.keySet : nil)
        var configuration = KeySetCacheConfiguration.local
        configuration.buildsTablesAhead = false
        let cache = try KeySetCache(source: keys, issuer: issuer.issuer, configuration: configuration)
        if hasKeys { try await cache.refresh() }
        var policy = issuer.policy()
        policy.audiences.append("2222222222")
        let provider = try Provider(
            policy: policy,
            cache: cache,
            secrets: [SharedSecret(Self.secret, audience: "1234567890")]
        )
        parts = ServerParts(providers: ProviderTable(first: provider), nonces: nonces)
        parts.now = { NumericDate(seconds: Self.time) }
        parts.keyWait = .zero
        parts.limits.headerTimeout = .seconds(600)
        parts.limits.bodyTimeout = .seconds(600)
    }

    var now: NumericDate { NumericDate(seconds: Self.time) }

    /// A good ES256 token.
    func token(
        nonce: String? = nil,
        changing change: (inout JSONMembers, inout JSONMembers) -> Void = { _, _ in }
    ) -> String {
        issuer.token(nonce: nonce, at: Self.time, changing: change)
    }

    /// Asks the routes, without a socket.
    func ask(
        _ path: String,
        _ method: HTTPRequest.Method = .post,
        _ body: String = "",
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        try await parts.application(at: .hostname()).test(.router) { client in
            let response = try await client.execute(
                uri: path,
                method: method,
                headers: headers,
                body: ByteBuffer(string: body)
            )
            return Reply(
                status: response.status.code,
                fields: response.headers,
                body: String(buffer: response.body)
            )
        }
    }

    /// Asks the verify route.
    func verify(_ fields: [(String, String)]) async throws -> Reply {
        let form = fields.map { "\($0)=\($1)" }.joined(separator: "&")
        return try await ask("/oauth2/v2.1/verify", .post, form)
    }
}

/// What the server answered.
struct Reply: Sendable {
    let status: Int
    let fields: HTTPFields
    let body: String

    /// The body as a JSON value.
    var json: JSONValue { (try? JSONValue(parsing: Array(body.utf8))) ?? .null }

    subscript(member: String) -> String? { json[member]?.stringValue }
}

/// Waits for something that another task does, without judging how long it takes.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    for _ in 0..<20_000 {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(2))
    }
    return false
}
