import HTTPTypes
import IDTokenCore
import IDTokenJWKS
import IDTokenTesting
import Testing

@testable import idtoken_server

@Suite("The batch route")
struct BatchRouteTests {
    private func lines(_ reply: Reply) -> [JSONValue] {
        reply.body.split(separator: "\n").map { (try? JSONValue(parsing: Array($0.utf8))) ?? .null }
    }

    private func codes(_ reply: Reply) -> [String] {
        lines(reply).map { $0["valid"] == .bool(true) ? "valid" : $0["code"]?.stringValue ?? "none" }
    }

    @Test("answers every line in its order, the empty and the broken ones too")
    func order() async throws {
        let fixture = try await ServerFixture()
        let good = #"{"token":"\#(fixture.token())"}"#
        let body = [good, "", "x", #"{"token":"null"}"#, good + "\r", #"{"token":1}"#, good].joined(separator: "\n")
        let reply = try await fixture.ask("/v1/validate/batch", .post, body)
        #expect(reply.status == 200)
        #expect(
            codes(reply) == [
                "valid", "malformed_token", "malformed_token", "malformed_token", "valid", "malformed_token", "valid",
            ]
        )
        #expect(lines(reply).map { $0["line"]?.integerValue } == [1, 2, 3, 4, 5, 6, 7])
        let first = lines(reply)[0]
        #expect(first["algorithm"] == .string("ES256"))
        #expect(first["key_id"]?.stringValue != nil)
        #expect(first["claims"]?["sub"] == .string(TestIssuer.defaultSubject))
    }

    @Test("keeps a payload with line breaks on one line")
    func lineBreaks() async throws {
        let fixture = try await ServerFixture()
        let signer = TestSigner.es256(fixture.issuer.signingKey)
        let payload = fixture.issuer.claims(at: ServerFixture.time).text.replacing(",", with: ",\r\n ")
        let token = TestToken.compact(
            header: Array(signer.header.text.utf8),
            payload: Array(payload.utf8),
            signedBy: signer
        )
        let reply = try await fixture.ask("/v1/validate/batch", .post, #"{"token":"\#(token)"}"#)
        #expect(codes(reply) == ["valid"])
    }

    @Test("spends nonces in the order of the lines: of equal ones the first wins, across issuers too")
    func spending() async throws {
        var fixture = try await ServerFixture()
        let other = TestIssuer(issuer: "https://other.example", seed: "other")
        let cache = try KeySetCache(source: SuppliedKeySetSource(other.keySet), issuer: other.issuer)
        try await cache.refresh()
        let nonces = fixture.parts.nonces
        let now = fixture.parts.now
        fixture.parts = ServerParts(
            providers: ProviderTable(
                first: fixture.parts.providers.providers[0],
                others: [try Provider(policy: other.policy(), cache: cache, secrets: [])]
            ),
            nonces: nonces
        )
        fixture.parts.now = now
        let nonce = try await nonces.issue(at: fixture.now).value
        let bound = try await nonces.issue(binding: "session", at: fixture.now).value
        func line(_ token: String, _ rest: String) -> String { #"{"token":"\#(token)"\#(rest)}"# }
        let body = [
            line(other.token(nonce: nonce, at: ServerFixture.time), #","nonce":"\#(nonce)""#),
            line(fixture.token(nonce: nonce), #","nonce":"\#(nonce)""#),
            line(fixture.token(nonce: bound), #","nonce":"\#(bound)""#),
            line(fixture.token(nonce: bound), #","nonce":"\#(bound)","binding":"session""#),
            line(other.token(nonce: bound, at: ServerFixture.time), #","nonce":"\#(bound)","binding":"session""#),
            line(fixture.token(), #","subject":"U2""#),
        ]
        let reply = try await fixture.ask("/v1/validate/batch", .post, body.joined(separator: "\n") + "\n")
        #expect(
            codes(reply) == [
                "valid", "nonce_replayed", "nonce_replayed", "valid", "nonce_replayed", "subject_mismatch",
            ]
        )
    }

    @Test("takes a line over the limit for a token that is too large, and goes on behind it")
    func longLine() async throws {
        let fixture = try await ServerFixture()
        let good = #"{"token":"\#(fixture.token())"}"#
        let long = String(repeating: "x", count: fixture.parts.limits.maximumLineBytes * 3)
        let reply = try await fixture.ask("/v1/validate/batch", .post, [good, long, good].joined(separator: "\n"))
        #expect(codes(reply) == ["valid", "token_too_large", "valid"])
    }

    @Test("says that the store failed without calling a token bad")
    func failingStore() async throws {
        let fixture = try await ServerFixture(nonces: FailingNonceStore())
        let body = #"{"token":"\#(fixture.token(nonce: "n"))","nonce":"n"}"#
        let reply = try await fixture.ask("/v1/validate/batch", .post, body)
        #expect(codes(reply) == ["nonce_store_unavailable"])
        #expect(lines(reply)[0]["class"] == .string("store"))
        #expect(lines(reply)[0]["valid"] == .bool(false))
    }

    @Test("answers 503 where no keys are held, and an empty body with an empty one")
    func noKeys() async throws {
        let without = try await ServerFixture(hasKeys: false)
        #expect(try await without.ask("/v1/validate/batch", .post, "{}").status == 503)
        let reply = try await ServerFixture().ask("/v1/validate/batch", .post, "")
        #expect(reply.status == 200)
        #expect(reply.body == "")
    }
}
