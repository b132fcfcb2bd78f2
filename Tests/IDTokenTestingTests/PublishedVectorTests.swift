import Foundation
import IDTokenCore
import IDTokenTesting
import Testing

@testable import testvectors_generator

/// The committed vector files: that they are what the generator writes, and that the validator judges them so.
struct PublishedVectorTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("testvectors")

    private static func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
    }

    @Test func `The generator writes the committed files again to the byte`() throws {
        for file in VectorSuite.files() {
            let committed = try Self.read(file.path)
            #expect(committed == file.text && committed.utf8.elementsEqual(file.text.utf8), "\(file.path) differs")
        }
    }

    @Test func `The folder holds no file that the generator does not write`() throws {
        let written = Set(VectorSuite.files().map(\.path))
        let found = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path).filter { $0 != "line" }
        #expect(Set(found) == written)
    }

    @Test func `Identifiers are unique, and more is refused than accepted`() {
        let cases = VectorSuite.groups().flatMap(\.cases)
        #expect(Set(cases.map(\.id)).count == cases.count)
        #expect(cases.count >= 300)
        #expect(cases.filter { $0.expectation == .invalid }.count > cases.filter { $0.expectation == .valid }.count)
    }

    @Test func `Every code that a vector can express is expected several times`() {
        let expected = VectorSuite.groups().flatMap(\.cases).filter { $0.codes.count == 1 }.flatMap(\.codes)
        for code in ReasonCode.allCodes where code != .nonceReplayed && code != .keysUnavailable {
            #expect(expected.filter { $0 == code }.count >= 3, "\(code)")
        }
    }

    @Test(arguments: VectorSuite.groups().map(\.name))
    func `The validator judges every case as it is expected`(group: String) throws {
        try Self.judge(group, by: .reference)
    }

    // A table for each case's key takes 20 ms, so only the groups that are about signatures.
    @Test(arguments: ["line", "signature", "es256", "jws"])
    func `The accelerated engine judges signatures as it is expected`(group: String) throws {
        try Self.judge(group, by: .accelerated)
    }

    @Test func `The engine that is called accelerated is the accelerated one`() throws {
        let issuer = TestIssuer()
        let validator = try IDTokenValidator(
            policy: issuer.policy(),
            keys: JWKSet(parsing: issuer.keySet),
            engine: .accelerated
        )
        let verdict = validator.verdict(on: issuer.token(at: 0), at: NumericDate(seconds: 0))
        #expect(verdict.engine == .accelerated)
    }

    private static func judge(_ group: String, by engine: EngineChoice) throws {
        for line in try read("\(group).jsonl").split(separator: "\n") {
            let vector = try JSONValue(parsing: Array(line.utf8))
            let id = try #require(vector["id"]?.stringValue)
            let expectation = try #require(vector["expect"]?.stringValue)
            let reasons = (vector["reasons"]?.arrayValue ?? []).compactMap(\.stringValue)
            let code = VectorJudge(vector: vector, engine: engine).code()?.rawValue
            switch expectation {
            case "valid": #expect(code == nil, "\(id)")
            case "invalid":
                let got = code ?? "valid"
                #expect(reasons.isEmpty ? code != nil : reasons.contains(got), "\(id): expected \(reasons), got \(got)")
            default: #expect(code == nil || reasons.contains(code ?? ""), "\(id): \(code ?? "")")
            }
        }
    }

    @Test(arguments: [false, true])
    func `The sample of a LINE backend is judged as its list says`(withSecret: Bool) throws {
        let secrets = withSecret ? [try SharedSecret(FixedKeys.secret, audience: TokenDraft.channel)] : []
        let validator = try IDTokenValidator(
            policy: ValidationPolicy(
                issuer: TokenDraft.issuer,
                audiences: [TokenDraft.channel],
                algorithms: withSecret ? [.es256, .hs256] : [.es256],
                leeway: 300,
                nonceRule: .uncheckedUnlessGiven
            ),
            keys: JWKSet(parsing: Self.read("line/jwks.json")),
            secrets: secrets
        )
        let samples = LINESample().samples
        let tokens = try Self.read("line/tokens.txt").split(separator: "\n")
        let expected = try Self.read("line/expected.txt").split(separator: "\n")
        try #require(tokens.count == samples.count && expected.count == samples.count)
        for (index, token) in tokens.enumerated() {
            let code = validator.verdict(on: String(token), at: NumericDate(seconds: TokenDraft.now)).code
            let isWeb = samples[index].kind == "of web login (HS256)"
            let wanted = withSecret && isWeb ? "valid" : String(expected[index])
            #expect((code?.rawValue ?? "valid") == wanted, "\(samples[index].kind)")
        }
    }
}
