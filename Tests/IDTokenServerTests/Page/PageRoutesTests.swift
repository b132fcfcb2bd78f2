import HTTPTypes
import Hummingbird
import HummingbirdTesting
import IDTokenCore
import IDTokenTesting
import Testing

@testable import idtoken_server

@Suite struct PageRoutesTests {
    private func answers(_ path: String, _ check: @escaping @Sendable (TestResponse) throws -> Void) async throws {
        let parts = try await PageFixture.parts()
        try await Application(router: parts.router(ServerMeters(factory: parts.metrics))).test(.router) { client in
            try await client.execute(uri: path, method: .get) { try check($0) }
        }
    }

    @Test(arguments: ["/", "/page/style.css", "/page/script.js", "/page/icon.svg", "/page/policy"])
    func `Every part of the page may load only from here and is framed by nobody`(path: String) async throws {
        try await answers(path) { response in
            #expect(response.status == .ok)
            let policy = response.headers[.contentSecurityPolicy] ?? ""
            let directives = Set(policy.split(separator: ";").map { $0.drop { $0 == " " } })
            for wanted in [
                "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
                "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'",
            ] { #expect(directives.contains(wanted[...]), "\(wanted)") }
            #expect(!policy.contains("unsafe"))
            #expect(response.headers[.xContentTypeOptions] == "nosniff")
            let referrer = try #require(HTTPField.Name("Referrer-Policy"))
            #expect(response.headers[referrer] == "no-referrer")
        }
    }

    @Test func `A valid token has a report in which the key and the engine are named`() async throws {
        let token = PageFixture.issuer.token(nonce: "n-1", at: PageFixture.issuedAt)
        let (status, report) = try await PageFixture.report(
            ["token": .string(token), "nonce": .string("n-1")],
            from: PageFixture.parts()
        )
        #expect(status == .ok)
        #expect(report["failure"] == nil)
        #expect(report["key"]?["thumbprint"]?.stringValue?.isEmpty == false)
        #expect(["reference", "accelerated"].contains(report["engine"]?.stringValue))
        #expect(PageFixture.states(report)["nonce"] == "holds")
        #expect(PageFixture.states(report)["subject"] == "notAsked")
        #expect(PageFixture.states(report)["replay"] == "notAsked")
    }

    @Test func `Looking at a token spends no nonce`() async throws {
        let parts = try await PageFixture.parts()
        let nonce = try await parts.nonces.issue(lifetime: 600, binding: nil, at: PageFixture.now)
        let token = PageFixture.issuer.token(nonce: nonce.value, at: PageFixture.issuedAt)
        let question: JSONMembers = ["token": .string(token), "nonce": .string(nonce.value)]
        for _ in 1...3 {
            #expect(try await PageFixture.report(question, from: parts).json["failure"] == nil)
        }
        let outcome = try await parts.nonces.consume(nonce.value, binding: nil, at: PageFixture.now)
        #expect(outcome == .consumed)
    }

    @Test func `A token is judged by today's keys at another day`() async throws {
        let token = PageFixture.issuer.token(at: 1_000_000_000)
        let parts = try await PageFixture.parts()
        let now = try await PageFixture.report(["token": .string(token)], from: parts).json
        #expect(now["failure"]?["code"] == .string("expired"))
        #expect(now["isNow"] == .bool(true))
        let then = try await PageFixture.report(
            ["token": .string(token), "at": .number("1000000000")],
            from: parts
        ).json
        #expect(then["failure"] == nil)
        #expect(then["judgedAt"] == .number("1000000000"))
    }

    @Test func `No keys is no fault of the token`() async throws {
        let token = PageFixture.issuer.token(at: PageFixture.issuedAt)
        let report = try await PageFixture.report(["token": .string(token)], from: PageFixture.parts(keys: nil)).json
        #expect(report["failure"]?["code"] == .string("keys_unavailable"))
        #expect(report["failure"]?["failureClass"] == .string("keys"))
        #expect(PageFixture.states(report)["key"] == "fails")
        #expect(report["key"] == nil)
    }

    @Test func `A shared secret is judged by and never shown`() async throws {
        let token = PageFixture.issuer.token(at: PageFixture.issuedAt, secret: PageFixture.secret)
        let report = try await PageFixture.report(["token": .string(token)], from: PageFixture.parts()).json
        #expect(report["failure"] == nil)
        #expect(report["engine"] == .string("mac"))
        #expect(report["key"] == nil)
        #expect(!report.text.contains(PageFixture.secret))
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"token":1}"#, #"{"token":"a","nonce":null}"#, #"{"token":"a","subject":1}"#,
        #"{"token":"a","at":"now"}"#, #"{"token":"a","at":1.5}"#, #"{"token":"a","at":99999999999999999999}"#,
        #"{"token":"a","token":"b"}"#,
    ])
    func `A question that cannot be read is refused, and none of it repeated`(text: String) async throws {
        let parts = try await PageFixture.parts()
        let router = parts.router(ServerMeters(factory: parts.metrics))
        try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/page/report", method: .post, body: ByteBuffer(string: text)) { response in
                #expect(response.status == .badRequest)
            }
        }
    }
}
