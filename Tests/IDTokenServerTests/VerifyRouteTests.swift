import HTTPTypes
import IDTokenCore
import IDTokenJWKS
import IDTokenTesting
import Testing

@testable import idtoken_server

@Suite("The verify route")
struct VerifyRouteTests {
    @Test("answers a good token with the payload exactly as the issuer sent it")
    func goodToken() async throws {
        let fixture = try await ServerFixture()
        let time = ServerFixture.time
        let payload =
            #"{ "iss":"https:\/\/access.line.me","sub":"U1","aud":"1234567890","#
            + #""exp":\#(time + 60).50e0,  "iat":\#(time),"x":[1.0,{}] }"#
        let signer = TestSigner.es256(fixture.issuer.signingKey)
        let token = TestToken.compact(
            header: Array(signer.header.text.utf8),
            payload: Array(payload.utf8),
            signedBy: signer
        )
        let reply = try await fixture.verify([("id_token", token), ("client_id", "1234567890")])
        #expect(reply.status == 200)
        #expect(reply.body == payload)
        #expect(reply.fields[.contentType] == "application/json; charset=utf-8")
    }

    @Test(
        "says what LINE says, word for word",
        arguments: [
            ("iss", JSONValue.string("https://access.line.me/"), "Invalid IdToken Issuer."),
            ("exp", .number("1767225000"), "IdToken expired."),
            ("aud", .string("2222222222"), "Invalid IdToken Audience."),
            ("nonce", .string("other"), "Invalid IdToken Nonce."),
            ("sub", .string("U2"), "Invalid IdToken Subject Identifier."),
            ("iat", .string("then"), "Invalid IdToken."),
        ]
    )
    func strings(claim: String, value: JSONValue, description: String) async throws {
        let fixture = try await ServerFixture()
        let token = fixture.token(nonce: "n-1") { $1[claim] = value }
        let reply = try await fixture.verify([
            ("id_token", token), ("client_id", "1234567890"), ("nonce", "n-1"), ("user_id", TestIssuer.defaultSubject),
        ])
        #expect(reply.status == 400)
        #expect(reply.body == #"{"error":"invalid_request","error_description":"\#(description)"}"#)
    }

    @Test("says that a token is no good where it is malformed or its signature is not LINE's")
    func badTokens() async throws {
        let fixture = try await ServerFixture()
        let stranger = TestIssuer(seed: "stranger").signingKey
        let forged = fixture.issuer.token(at: ServerFixture.time) { header, _ in header["kid"] = .string("none") }
        let tokens = ["", "null", "undefined", "a.b.c", fixture.token() + "A", forged]
        for token in tokens + [fixture.issuer.token(at: ServerFixture.time, by: stranger)] {
            let reply = try await fixture.verify([("id_token", token), ("client_id", "1234567890")])
            #expect(reply.status == 400)
            #expect(reply["error_description"] == "Invalid IdToken.")
        }
    }

    @Test("takes a client that is none of ours for a wrong audience, whatever the token")
    func foreignClient() async throws {
        let fixture = try await ServerFixture()
        for token in [fixture.token(), "null"] {
            let reply = try await fixture.verify([("id_token", token), ("client_id", "3333333333")])
            #expect(reply.status == 400)
            #expect(reply["error_description"] == "Invalid IdToken Audience.")
        }
    }

    @Test("takes a token for another channel of ours for a wrong audience")
    func otherChannel() async throws {
        let fixture = try await ServerFixture()
        let reply = try await fixture.verify([("id_token", fixture.token()), ("client_id", "2222222222")])
        #expect(reply["error_description"] == "Invalid IdToken Audience.")
    }

    @Test("believes an HS256 token only by the secret of the very channel")
    func secrets() async throws {
        let fixture = try await ServerFixture()
        func token(for audience: String) -> String {
            fixture.issuer.token(at: ServerFixture.time, secret: ServerFixture.secret) {
                $1["aud"] = .string(audience)
            }
        }
        let own = try await fixture.verify([("id_token", token(for: "1234567890")), ("client_id", "1234567890")])
        #expect(own.status == 200)
        let other = try await fixture.verify([("id_token", token(for: "2222222222")), ("client_id", "2222222222")])
        #expect(other.status == 400)
        #expect(other["error_description"] == "Invalid IdToken.")
        let both = fixture.issuer.token(at: ServerFixture.time, secret: ServerFixture.secret) {
            $1["aud"] = .array([.string("1234567890"), .string("2222222222")])
        }
        #expect(try await fixture.verify([("id_token", both), ("client_id", "2222222222")]).status == 400)
    }

    @Test("compares a nonce and does not spend it")
    func nonce() async throws {
        let fixture = try await ServerFixture()
        let nonce = try await fixture.parts.nonces.issue(at: fixture.now).value
        let token = fixture.token(nonce: nonce)
        for _ in 0..<2 {
            let reply = try await fixture.verify([
                ("id_token", token), ("client_id", "1234567890"), ("nonce", nonce),
            ])
            #expect(reply.status == 200)
        }
        #expect(try await fixture.parts.nonces.consume(nonce, at: fixture.now) == .consumed)
        let without = try await fixture.verify([("id_token", token), ("client_id", "1234567890")])
        #expect(without.status == 200)
        let empty = try await fixture.verify([("id_token", token), ("client_id", "1234567890"), ("nonce", "")])
        #expect(empty["error_description"] == "Invalid IdToken Nonce.")
    }

    @Test("answers 503 with Retry-After where it holds no keys, and never 400")
    func noKeys() async throws {
        let fixture = try await ServerFixture(hasKeys: false)
        let reply = try await fixture.verify([("id_token", fixture.token()), ("client_id", "1234567890")])
        #expect(reply.status == 503)
        #expect(Int(reply.fields[.retryAfter] ?? "") ?? 0 >= 1)
        let secret = fixture.issuer.token(at: ServerFixture.time, secret: ServerFixture.secret)
        #expect(try await fixture.verify([("id_token", secret), ("client_id", "1234567890")]).status == 200)
    }

    @Test(
        "refuses a form that is malformed or lacks a field, in LINE's form",
        arguments: [
            "", "client_id=1234567890", "id_token=null", "id_token=null&client_id=",
            "id_token=a&id_token=b&client_id=1",
            "id_token=%zz&client_id=1234567890", "id_token=%ff&client_id=1234567890", "{\"id_token\":\"a\"}",
        ]
    )
    func malformedForms(form: String) async throws {
        let fixture = try await ServerFixture()
        let reply = try await fixture.ask("/oauth2/v2.1/verify", .post, form)
        #expect(reply.status == 400)
        #expect(reply["error"] == "invalid_request")
        #expect(reply["error_description"] != nil)
    }

    @Test("names the request as LINE does, by the client's name if it is sane")
    func requestID() async throws {
        let fixture = try await ServerFixture()
        let reply = try await fixture.ask(
            "/oauth2/v2.1/verify",
            headers: [.requestID: "req-1", .contentType: "application/x-www-form-urlencoded"]
        )
        #expect(reply.fields[.requestID] == "req-1")
        #expect(reply.fields[.init("x-line-request-id")!] == "req-1")
        let odd = try await fixture.ask("/oauth2/v2.1/verify", headers: [.requestID: "a b"])
        #expect(odd.fields[.requestID] != "a b")
        #expect(odd.fields[.requestID]?.count == 32)
    }

    @Test("judges by the issuer that a token names, of several with the same client")
    func severalIssuers() async throws {
        let fixture = try await ServerFixture()
        let other = TestIssuer(issuer: "https://other.example", audience: "1234567890", seed: "other")
        let cache = try KeySetCache(source: SuppliedKeySetSource(other.keySet), issuer: other.issuer)
        try await cache.refresh()
        let provider = try Provider(policy: other.policy(), cache: cache, secrets: [])
        var both = fixture
        both.parts = ServerParts(
            providers: ProviderTable(first: fixture.parts.providers.providers[0], others: [provider]),
            nonces: InMemoryNonceStore()
        )
        both.parts.now = fixture.parts.now
        both.parts.keyWait = .zero
        let tokens = [fixture.token(), other.token(at: ServerFixture.time)]
        for token in tokens {
            #expect(try await both.verify([("id_token", token), ("client_id", "1234567890")]).status == 200)
        }
        let crossed = fixture.token { $1["iss"] = .string("https://other.example") }
        #expect(try await both.verify([("id_token", crossed), ("client_id", "1234567890")]).status == 400)
    }
}
