import HTTPTypes
import IDTokenCore
import Testing

@testable import idtoken_server

@Suite("The nonce route")
struct NonceRouteTests {
    @Test("makes a nonce of 32 bytes and says how long it can be spent")
    func issue() async throws {
        var fixture = try await ServerFixture()
        fixture.parts.nonceLifetime = 120
        for body in ["", "{}", #"{"binding":"session"}"#] {
            let reply = try await fixture.ask("/v1/nonces", .post, body)
            #expect(reply.status == 200)
            #expect(reply["nonce"]?.utf8.count == 43)
            #expect(reply.json["expires_in"]?.integerValue == 120)
        }
    }

    @Test(
        "refuses a binding that binds nothing",
        arguments: [
            "x", "[]", #"{"binding":""}"#, #"{"binding":null}"#, #"{"binding":1}"#, #"{"binding":"a","binding":"b"}"#,
        ]
    )
    func malformed(body: String) async throws {
        let reply = try await ServerFixture().ask("/v1/nonces", .post, body)
        #expect(reply.status == 400)
    }

    @Test("answers 503 where the store is full, and forgets none")
    func full() async throws {
        let fixture = try await ServerFixture(nonces: InMemoryNonceStore(capacity: 1))
        let nonce = try #require(try await fixture.ask("/v1/nonces")["nonce"])
        let reply = try await fixture.ask("/v1/nonces")
        #expect(reply.status == 503)
        #expect(reply["error"] == "nonce_store_full")
        #expect(reply.fields[.retryAfter] != nil)
        #expect(try await fixture.parts.nonces.consume(nonce, at: fixture.now) == .consumed)
    }

    @Test("answers 503 where the store fails")
    func failing() async throws {
        let reply = try await ServerFixture(nonces: FailingNonceStore()).ask("/v1/nonces")
        #expect(reply.status == 503)
    }
}
