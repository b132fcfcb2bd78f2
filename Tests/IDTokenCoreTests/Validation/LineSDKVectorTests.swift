import Foundation
import Testing

@testable import IDTokenCore

/// The token that LINE's SDK publishes with its key and checks, where it lies beside the package.
@Suite struct LineSDKVectorTests {
    private static func policy(_ value: JSONValue) throws -> ValidationPolicy {
        let audience = try #require(value["audience"])
        let audiences = audience.arrayValue?.compactMap(\.stringValue) ?? [audience.stringValue ?? ""]
        var policy = ValidationPolicy(
            issuer: try #require(value["issuer"]?.stringValue),
            audiences: audiences,
            algorithms: [.es256],
            nonceRule: .uncheckedUnlessGiven
        )
        policy.leeway = value["leeway"]?.integerValue ?? 0
        policy.maximumAuthenticationAge = value["max_age"]?.integerValue
        return policy
    }

    @Test(.enabled(if: SharedVectors.has("line-sdk.jsonl")), arguments: EngineChoice.allCases)
    func `Every case is judged as published, by each engine, alone and in a batch`(_ engine: EngineChoice) throws {
        let text = try String(
            contentsOf: SharedVectors.folder.appendingPathComponent("line-sdk.jsonl"),
            encoding: .utf8
        )
        var judged = 0
        for line in text.split(separator: "\n") {
            let value = try JSONValue(parsing: Array(line.utf8))
            let id = try #require(value["id"]?.stringValue)
            let keys = JWKSet(entries: try #require(value["keys"]?["keys"]?.arrayValue))
            let validator = try IDTokenValidator(policy: Self.policy(value), keys: keys, engine: engine)
            let token = try #require(value["token"]?.stringValue)
            let (nonce, subject) = (value["nonce"]?.stringValue, value["subject"]?.stringValue)
            let now = NumericDate(seconds: Int64(try #require(value["now"]?.integerValue)))

            let verdict = validator.verdict(on: token, nonce: nonce, subject: subject, at: now)
            let codes = value["reasons"]?.arrayValue?.compactMap(\.stringValue) ?? []
            if value["expect"]?.stringValue == "valid" {
                #expect(verdict.isValid, "\(id)")
            } else {
                #expect(codes.contains(verdict.code?.rawValue ?? "valid"), "\(id)")
            }
            var batch = TokenBatch()
            batch.append(token, nonce: nonce, subject: subject)
            #expect(validator.validateBatch(batch, at: now).verdicts.map(\.code) == [verdict.code], "\(id)")
            judged += 1
        }
        #expect(judged > 5)
    }
}
