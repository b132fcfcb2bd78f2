import HTTPTypes
import IDTokenCore
import IDTokenTesting
import Synchronization
import Testing

@testable import idtoken_server

@Suite("The validate route")
struct ValidateRouteTests {
    private func ask(_ fixture: ServerFixture, _ body: String) async throws -> Reply {
        try await fixture.ask("/v1/validate", .post, body)
    }

    @Test("answers a good token with its claims")
    func good() async throws {
        let fixture = try await ServerFixture()
        let reply = try await ask(fixture, #"{"token":"\#(fixture.token())"}"#)
        #expect(reply.status == 200)
        #expect(reply.json["valid"] == .bool(true))
        #expect(reply.json["claims"]?["sub"] == .string(TestIssuer.defaultSubject))
        #expect(reply.fields[.cacheControl] == "no-store")
        #expect(reply.fields[.xContentTypeOptions] == "nosniff")
    }

    @Test("answers a bad token with 401 and the whole reason")
    func bad() async throws {
        let fixture = try await ServerFixture()
        let token = fixture.token { $1["exp"] = .number("1767225000") }
        let reply = try await ask(fixture, #"{"token":"\#(token)"}"#)
        #expect(reply.status == 401)
        #expect(reply.json["valid"] == .bool(false))
        #expect(reply["code"] == "expired")
        #expect(reply["class"] == "token")
        #expect(reply["claim"] == "exp")
        #expect(reply["expected"] != nil)
        #expect(reply["actual"] != nil)
        #expect(reply["message"] == "The token expired 600 s ago.")
        #expect(!reply.body.contains(token))
    }

    @Test("spends a nonce once, and tells all ways to fail at it as one")
    func nonces() async throws {
        let fixture = try await ServerFixture()
        let issued = try await fixture.ask("/v1/nonces")
        let nonce = try #require(issued["nonce"])
        let body = #"{"token":"\#(fixture.token(nonce: nonce))","nonce":"\#(nonce)"}"#
        #expect(try await ask(fixture, body).status == 200)
        let replayed = try await ask(fixture, body)
        let made = try await ask(fixture, #"{"token":"\#(fixture.token(nonce: "made-up"))","nonce":"made-up"}"#)
        #expect(replayed.status == 401)
        #expect(replayed["code"] == "nonce_replayed")
        #expect(made.body == replayed.body)
    }

    @Test("does not spend a nonce by a token that is not good")
    func badTokenSpendsNothing() async throws {
        let fixture = try await ServerFixture()
        let nonce = try await fixture.parts.nonces.issue(at: fixture.now).value
        let bad = fixture.token(nonce: nonce) { $1["aud"] = .string("other") }
        #expect(try await ask(fixture, #"{"token":"\#(bad)","nonce":"\#(nonce)"}"#)["code"] == "audience_mismatch")
        #expect(
            try await ask(fixture, #"{"token":"\#(fixture.token())","nonce":"\#(nonce)"}"#)["code"] == "nonce_mismatch"
        )
        #expect(try await fixture.parts.nonces.consume(nonce, at: fixture.now) == .consumed)
    }

    @Test("asks for the binding that the nonce was issued with")
    func binding() async throws {
        let fixture = try await ServerFixture()
        let nonce = try #require(try await fixture.ask("/v1/nonces", .post, #"{"binding":"session-1"}"#)["nonce"])
        let start = #"{"token":"\#(fixture.token(nonce: nonce))","nonce":"\#(nonce)""#
        #expect(try await ask(fixture, start + "}").status == 401)
        #expect(try await ask(fixture, start + #","binding":"session-2"}"#)["code"] == "nonce_replayed")
        #expect(try await ask(fixture, start + #","binding":"session-1"}"#).status == 200)
    }

    @Test("compares the subject that is expected")
    func subject() async throws {
        let fixture = try await ServerFixture()
        let token = fixture.token()
        #expect(try await ask(fixture, #"{"token":"\#(token)","subject":"U2"}"#)["code"] == "subject_mismatch")
        let subject = TestIssuer.defaultSubject
        #expect(try await ask(fixture, #"{"token":"\#(token)","subject":"\#(subject)"}"#).status == 200)
    }

    @Test(
        "refuses a body that does not say clearly what is expected",
        arguments: [
            "", "[]", "null", "{}", #"{"token":1}"#, #"{"token":"a","token":"b"}"#, #"{"token":"a","nonce":null}"#,
            #"{"token":"a","nonce":1}"#, #"{"token":"a","subject":null}"#, #"{"token":"a","binding":"b"}"#,
            #"{"token":"a","nonce":"n","binding":""}"#, #"{"token":"a"} x"#,
        ]
    )
    func malformed(body: String) async throws {
        let reply = try await ask(try await ServerFixture(), body)
        #expect(reply.status == 400)
        #expect(reply["error"] == "invalid_request")
    }

    @Test("answers 503 with Retry-After where nobody's token can be judged")
    func noKeys() async throws {
        let fixture = try await ServerFixture(hasKeys: false)
        let reply = try await ask(fixture, #"{"token":"\#(fixture.token())"}"#)
        #expect(reply.status == 503)
        #expect(reply["code"] == "keys_unavailable")
        #expect(reply["class"] == "keys")
        #expect(reply.fields[.retryAfter] != nil)
    }

    @Test("answers 503 with Retry-After where the nonce store fails, and does not accept the token")
    func failedStore() async throws {
        let fixture = try await ServerFixture(nonces: FailingNonceStore())
        let reply = try await ask(fixture, #"{"token":"\#(fixture.token(nonce: "n"))","nonce":"n"}"#)
        #expect(reply.status == 503)
        #expect(reply["code"] == "nonce_store_unavailable")
        #expect(reply.fields[.retryAfter] != nil)
    }
}

/// A store whose disk is gone.
struct FailingNonceStore: NonceStore {
    private static let failure = NonceStoreError(.unavailable, message: "The disk is gone.")

    func issue(lifetime: Int, binding: String?, at now: NumericDate) throws(NonceStoreError) -> Nonce {
        throw Self.failure
    }

    func consume(_ nonce: String, binding: String?, at now: NumericDate) throws(NonceStoreError) -> NonceOutcome {
        throw Self.failure
    }
}
