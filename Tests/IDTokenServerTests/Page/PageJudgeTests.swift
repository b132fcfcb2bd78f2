import IDTokenCore
import IDTokenTesting
import Testing

@testable import idtoken_server

@Suite struct PageJudgeTests {
    private let issuer = TestIssuer()
    private let time: Int64 = 1_767_225_600

    private func validator() throws -> IDTokenValidator {
        try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
    }

    private func report(_ token: String, subject: String? = nil) throws -> PageReport {
        var asked: JSONMembers = ["token": .string(token)]
        asked["subject"] = subject.map { .string($0) }
        let question = PageQuestion(parsing: Array(asked.text.utf8).span)
        return PageJudge(try validator(), now: NumericDate(seconds: time + 60)).report(on: try #require(question))
    }

    @Test func `The rules stand in the order of judgement, each once`() throws {
        let report = try report("null")
        #expect(report.rules.map(\.rule) == JudgementRule.allCases.map(\.rawValue))
        #expect(Set(report.rules.map(\.title)).count == report.rules.count)
    }

    @Test func `What comes before the rule that fails holds, and what comes behind it is not reached`() throws {
        let token = issuer.token(at: time) { _, claims in claims["aud"] = .string("other") }
        let report = try report(token)
        let failing = try #require(report.rules.firstIndex { $0.state == .fails })
        #expect(report.rules[failing].rule == "audience")
        #expect(report.rules[..<failing].allSatisfy { $0.state == .holds })
        #expect(report.rules[(failing + 1)...].allSatisfy { $0.state == .notReached })
        #expect(report.failure?.expected == "1234567890")
        #expect(report.failure?.actual == "other")
    }

    @Test func `The key is named once it was found, also where the signature is bad`() throws {
        let other = TestSigningKey(seed: "somebody else's")
        let kid = try #require(issuer.signingKey.publicJWK["kid"])
        let token = issuer.token(at: time, by: other) { header, _ in header["kid"] = kid }
        let report = try report(token)
        #expect(report.failure?.code == "invalid_signature")
        #expect(report.engine == "reference")
        #expect(report.key?.identifier == kid.stringValue)
    }

    @Test func `A key that is not in the set, or was not looked for yet, is not named`() throws {
        let unknown = issuer.token(at: time) { header, _ in header["kid"] = .string("x") }
        #expect(try report(unknown).key == nil)
        let critical = issuer.token(at: time) { header, _ in header["crit"] = .array([]) }
        #expect(try report(critical).key == nil)
    }

    @Test func `An expected subject is asked for, and the failure shows neither`() throws {
        let token = issuer.token(at: time)
        let report = try report(token, subject: "Uother")
        #expect(report.failure?.code == "subject_mismatch")
        #expect(report.failure?.expected == nil && report.failure?.actual == nil)
    }

    @Test func `Of a broken token is shown what can be read`() throws {
        let token = issuer.token(at: time)
        let header = token.prefix { $0 != "." }
        let limits = InputLimits()
        let halfBroken = PageContents(header + ".ey!." + "AAAA", limits: limits)
        #expect(halfBroken.algorithm == "ES256")
        #expect(halfBroken.claims == nil)
        #expect(halfBroken.signatureBytes == 3)
        guard case .text("[1") = PageContents("WzE.e30.AAAA", limits: limits).header else {
            Issue.record("text that is no JSON is shown as text")
            return
        }
        #expect(PageContents("", limits: limits).header == nil)
        #expect(PageContents(String(repeating: "e", count: 20_000) + ".e30.AAAA", limits: limits).header == nil)
    }

    @Test func `Times are those that are numbers`() {
        let claims: JSONMembers = ["exp": .number("1e3"), "iat": .string("5"), "nbf": .number("1e999")]
        let token = TestToken.compact(header: [:], claims: claims, signature: [1])
        #expect(PageContents(token, limits: InputLimits()).times.map(\.claim) == ["exp"])
    }
}
