import HTTPTypes
import IDTokenCore
import Testing

@testable import idtoken_server

@Suite("The routes for operators")
struct StateRoutesTests {
    @Test("say that the server is alive and ready")
    func alive() async throws {
        let fixture = try await ServerFixture()
        #expect(try await fixture.ask("/healthz", .get).body == "alive\n")
        let ready = try await fixture.ask("/readyz", .get)
        #expect(ready.status == 200)
        #expect(ready.json["ready"] == .bool(true))
        #expect(ready.json["keys"]?.arrayValue?.first?["usable"]?.integerValue == 1)
    }

    @Test("are not ready without keys, though a secret could judge HS256")
    func notReady() async throws {
        let reply = try await ServerFixture(hasKeys: false).ask("/readyz", .get)
        #expect(reply.status == 503)
        #expect(reply.json["ready"] == .bool(false))
    }

    @Test("count verdicts, answers and nonces for Prometheus")
    func metrics() async throws {
        let fixture = try await ServerFixture()
        _ = try await fixture.ask("/v1/validate", .post, #"{"token":"\#(fixture.token())"}"#)
        _ = try await fixture.ask("/v1/validate", .post, #"{"token":"null"}"#)
        _ = try await fixture.ask("/v1/nonces")
        let text = try await fixture.ask("/metrics", .get).body
        for line in [
            #"idtoken_server_verdicts_total{route="validate",code="valid"} 1"#,
            #"idtoken_server_verdicts_total{route="validate",code="malformed_token"} 1"#,
            #"idtoken_server_answers_total{route="validate",status="401"} 1"#,
            "idtoken_server_nonces_issued_total 1", "# TYPE idtoken_server_request_duration_seconds histogram",
            #"idtoken_server_request_duration_seconds_count{route="validate"} 2"#, "idtoken_server_connections 0",
        ] {
            #expect(text.contains(line + "\n"))
        }
    }

    @Test("leave other paths to 404 and other methods to 405")
    func otherPaths() async throws {
        let fixture = try await ServerFixture()
        #expect(try await fixture.ask("/v2", .get).status == 404)
        let reply = try await fixture.ask("/v1/nonces", .get)
        #expect(reply.status == 405)
        #expect(reply.fields[.allow] == "POST")
        #expect(try await fixture.ask("/healthz", .head).body == "")
    }
}
