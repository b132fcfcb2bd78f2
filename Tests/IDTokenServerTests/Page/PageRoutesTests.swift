import HTTPTypes
import IDTokenCore
import IDTokenTesting
import Testing

@testable import idtoken_server

@Suite("The page's routes")
struct PageRoutesTests {
    @Test(arguments: ["/", "/page/style.css", "/page/script.js", "/page/icon.svg", "/page/policy"])
    func `Every part of the page may load only from here and is framed by nobody`(path: String) async throws {
        let reply = try await ServerFixture().ask(path, .get)
        #expect(reply.status == 200)
        let policy = reply.fields[.contentSecurityPolicy] ?? ""
        let directives = Set(policy.split(separator: ";").map { $0.drop { $0 == " " } })
        for wanted in [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
            "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'",
        ] { #expect(directives.contains(wanted[...]), "\(wanted)") }
        #expect(!policy.contains("unsafe"))
        #expect(reply.fields[.xContentTypeOptions] == "nosniff")
        #expect(reply.fields[.cacheControl] == "no-store")
        let referrer = try #require(HTTPField.Name("Referrer-Policy"))
        #expect(reply.fields[referrer] == "no-referrer")
    }

    @Test func `A valid token has a report in which the key and the engine are named`() async throws {
        let server = try await ServerFixture()
        let report = try await server.report(["token": .string(server.token(nonce: "n-1")), "nonce": .string("n-1")])
        #expect(report.status == 200)
        #expect(report.json["failure"] == nil)
        #expect(report.json["key"]?["thumbprint"]?.stringValue?.isEmpty == false)
        #expect(["reference", "accelerated"].contains(report["engine"]))
        #expect(report.states["nonce"] == "holds")
        #expect(report.states["subject"] == "notAsked")
        #expect(report.states["replay"] == "notAsked")
    }

    @Test func `Looking at a token spends no nonce, and counts no verdict`() async throws {
        let server = try await ServerFixture()
        let nonce = try await server.parts.nonces.issue(at: server.now)
        let question: JSONMembers = [
            "token": .string(server.token(nonce: nonce.value)), "nonce": .string(nonce.value),
        ]
        for _ in 1...3 { #expect(try await server.report(question).json["failure"] == nil) }
        #expect(try await server.parts.nonces.consume(nonce.value, at: server.now) == .consumed)
        let metrics = try await server.ask("/metrics", .get).body
        let verdicts = metrics.split(separator: "\n").filter { $0.hasPrefix("idtoken_server_verdicts_total") }
        #expect(!verdicts.isEmpty && verdicts.allSatisfy { $0.hasSuffix(" 0") })
    }

    @Test func `A token is judged by today's keys at another day`() async throws {
        let server = try await ServerFixture()
        let token = server.issuer.token(at: 1_000_000_000)
        let now = try await server.report(["token": .string(token)]).json
        #expect(now["failure"]?["code"] == .string("expired"))
        #expect(now["isNow"] == .bool(true))
        let then = try await server.report(["token": .string(token), "at": .number("1000000000")]).json
        #expect(then["failure"] == nil)
        #expect(then["isNow"] == .bool(false))
        #expect(then["judgedAt"] == .number("1000000000"))
    }

    @Test func `No keys is no fault of the token`() async throws {
        let server = try await ServerFixture(hasKeys: false)
        let report = try await server.report(["token": .string(server.token())])
        #expect(report.json["failure"]?["code"] == .string("keys_unavailable"))
        #expect(report.json["failure"]?["failureClass"] == .string("keys"))
        #expect(report.states["key"] == "fails")
        #expect(report.json["key"] == nil)
    }

    @Test func `A shared secret is judged by and never shown`() async throws {
        let server = try await ServerFixture()
        let token = server.issuer.token(subject: "U1", at: ServerFixture.time, secret: ServerFixture.secret) {
            $1["picture"] = nil
        }
        let report = try await server.report(["token": .string(token)])
        #expect(report.json["failure"] == nil)
        #expect(report["engine"] == "mac")
        #expect(report.json["key"] == nil)
        #expect(!report.body.contains(ServerFixture.secret))
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"token":1}"#, #"{"token":"a","nonce":null}"#, #"{"token":"a","subject":1}"#,
        #"{"token":"a","at":"now"}"#, #"{"token":"a","at":1.5}"#, #"{"token":"a","at":99999999999999999999}"#,
        #"{"token":"a","token":"b"}"#,
    ])
    func `A question that cannot be read is refused`(text: String) async throws {
        #expect(try await ServerFixture().ask("/page/report", .post, text).status == 400)
    }
}
