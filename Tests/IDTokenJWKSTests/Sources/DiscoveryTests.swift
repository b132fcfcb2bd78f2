import IDTokenJWKS
import IDTokenTesting
import Testing

@Suite(.serialized) struct DiscoveryTests {
    private func fetch(
        issuerPath: String = "/tenant",
        document: @escaping @Sendable (_ base: String) -> String
    ) async throws -> Result<KeySetAnswer, KeySetFetchError> {
        let server = try LoopbackServer()
        let base = "http://127.0.0.1:\(server.port)"
        server.answer { request in
            switch request.target {
            case "/tenant/.well-known/openid-configuration": [.json(Array(document(base).utf8))]
            case "/keys": [.json(TestKeySets.body([0]))]
            default: [.respond(status: 404)]
            }
        }
        let source = try DiscoveryKeySetSource(issuer: base + issuerPath, transport: .uncheckedLoopbackHTTP)
        do throws(KeySetFetchError) {
            return .success(try await source.fetch(KeySetRequest(limits: FetchLimits(deadline: .seconds(60)))))
        } catch {
            return .failure(error)
        }
    }

    private func code(_ result: Result<KeySetAnswer, KeySetFetchError>) -> KeySetFetchError.Code? {
        if case .failure(let error) = result { error.code } else { nil }
    }

    @Test func `The keys of an issuer are found by its document`() async throws {
        let result = try await fetch { "{\"issuer\":\"\($0)/tenant\",\"jwks_uri\":\"\($0)/keys\"}" }
        guard case .success(.body(let body, _)) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(body == TestKeySets.body([0]))
    }

    @Test func `A slash at the end belongs to the issuer and not to the document's address`() async throws {
        #expect(
            code(
                try await fetch(issuerPath: "/tenant/") { "{\"issuer\":\"\($0)/tenant/\",\"jwks_uri\":\"\($0)/keys\"}" }
            ) == nil
        )
        #expect(
            code(
                try await fetch(issuerPath: "/tenant/") { "{\"issuer\":\"\($0)/tenant\",\"jwks_uri\":\"\($0)/keys\"}" }
            ) == .issuerMismatch
        )
    }

    @Test(arguments: ["/Tenant", "/tenant/", "", "/tenant?", "/tenan\\u0074x"])
    func `A document of another issuer is refused`(path: String) async throws {
        #expect(
            code(try await fetch { "{\"issuer\":\"\($0)\(path)\",\"jwks_uri\":\"\($0)/keys\"}" }) == .issuerMismatch
        )
    }

    @Test func `A jwks_uri that is not https is refused`() async throws {
        for uri in ["http://example.com/keys", "ftp://h/keys", "/keys", "", "https://u:p@h/keys", "file:///etc/keys"] {
            let result = try await fetch { "{\"issuer\":\"\($0)/tenant\",\"jwks_uri\":\"\(uri)\"}" }
            #expect(code(result) == .invalidDiscovery, "\(uri)")
        }
    }

    @Test(arguments: [
        "", "[]", "{}", "<html>", "{\"issuer\":1,\"jwks_uri\":\"https://h\"}",
        "{\"issuer\":\"x\",\"issuer\":\"x\",\"jwks_uri\":\"https://h\"}",
    ])
    func `What is no discovery document is refused`(text: String) async throws {
        #expect(code(try await fetch { _ in text }) == .invalidDiscovery)
    }

    @Test func `A missing document is a failure with its status`() async throws {
        #expect(code(try await fetch(issuerPath: "/other") { _ in "" }) == .unexpectedStatus)
    }

    @Test(arguments: ["", "http://example.com", "https://u@h", "https://h?x", "https://h#x", "line.me"])
    func `An issuer that is no https URL cannot be asked`(issuer: String) {
        #expect(throws: KeySetFetchError(.invalidAddress, "")) { try DiscoveryKeySetSource(issuer: issuer) }
    }

    @Test func `Keys that move are found again, and their version is not mixed up`() async throws {
        let server = try LoopbackServer()
        let base = "http://127.0.0.1:\(server.port)"
        func serve(_ path: String, _ numbers: [Int]) {
            server.answer { request in
                switch request.target {
                case "/.well-known/openid-configuration":
                    [.json(Array("{\"issuer\":\"\(base)\",\"jwks_uri\":\"\(base)\(path)\"}".utf8))]
                case path:
                    request.fields["if-none-match"] == "\"1\""
                        ? [.respond(status: 304)] : [.json(TestKeySets.body(numbers), fields: ["ETag": "\"1\""])]
                default: [.respond(status: 410)]
                }
            }
        }
        serve("/a", [0])
        let source = try DiscoveryKeySetSource(issuer: base, transport: .uncheckedLoopbackHTTP)
        let request = KeySetRequest(
            version: KeySetVersion(entityTag: "\"1\""),
            limits: FetchLimits(deadline: .seconds(60))
        )
        guard case .body = try await source.fetch(request) else {
            Issue.record("A version was sent to an address that it may not be of.")
            return
        }
        guard case .notModified = try await source.fetch(request) else {
            Issue.record("The version was not sent.")
            return
        }
        serve("/b", [1])
        await #expect(throws: KeySetFetchError.self) { try await source.fetch(request) }
        guard case .body(let body, _) = try await source.fetch(request) else {
            Issue.record("The new keys were not found.")
            return
        }
        #expect(body == TestKeySets.body([1]))
    }
}
