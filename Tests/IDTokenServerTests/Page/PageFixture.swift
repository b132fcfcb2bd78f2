import Hummingbird
import HummingbirdTesting
import IDTokenCore
import IDTokenJWKS
import IDTokenTesting

@testable import idtoken_server

/// A server with the page and one issuer, whose time stands still.
enum PageFixture {
    static let issuer = TestIssuer()
    static let issuedAt: Int64 = 1_767_225_600
    static let now = NumericDate(seconds: issuedAt + 60)
    static let secret = "a secret of this channel alone, 32+"

    /// The parts of a server that holds these keys; with `nil` it holds none.
    static func parts(
        keys: [UInt8]? = issuer.keySet,
        others: [Provider] = [],
        changing change: (inout ValidationPolicy) -> Void = { _ in }
    ) async throws -> ServerParts {
        let cache = try KeySetCache(source: SuppliedKeySetSource(keys), issuer: issuer.issuer)
        if keys != nil { try await cache.refresh() }
        var policy = issuer.policy()
        change(&policy)
        let secrets = try [SharedSecret(secret, audience: issuer.audience)]
        let provider = try Provider(policy: policy, cache: cache, secrets: secrets)
        return ServerParts(
            providers: ProviderTable(first: provider, others: others),
            nonces: InMemoryNonceStore(),
            now: { now }
        )
    }

    /// Asks the page's route for a report, and returns the answer's status and its JSON.
    static func report(
        _ question: JSONMembers,
        from parts: ServerParts
    ) async throws -> (status: HTTPResponse.Status, json: JSONValue) {
        let router = parts.router(ServerMeters(factory: parts.metrics))
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/page/report", method: .post, body: ByteBuffer(string: question.text)) {
                ($0.status, try JSONValue(parsing: Array(buffer: $0.body)))
            }
        }
    }

    /// The states of the rules of a report, by their names.
    static func states(_ report: JSONValue) -> [String: String] {
        let rules = (report["rules"]?.arrayValue ?? []).compactMap { rule in
            rule["rule"]?.stringValue.flatMap { name in rule["state"]?.stringValue.map { (name, $0) } }
        }
        return Dictionary(rules) { first, _ in first }
    }
}
