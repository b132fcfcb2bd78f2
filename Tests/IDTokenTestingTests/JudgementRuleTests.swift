import Foundation
import IDTokenCore
import IDTokenTesting
import Testing

/// The order of the rules as it is shown, against the vectors that prove the order in which they are judged.
struct JudgementRuleTests {
    private static let cases: [JSONValue] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../testvectors/order.jsonl").standardizedFileURL
        let lines = (try? Data(contentsOf: file))?.split(separator: UInt8(ascii: "\n")) ?? []
        return lines.compactMap { try? JSONValue(parsing: Array($0)) }
    }()

    /// The rule by which a vector's token is refused.
    private static func rule(_ vector: JSONValue) throws -> JudgementRule? {
        let code = try #require(VectorJudge(vector: vector, engine: .reference).code())
        return JudgementRule(refusing: vector["token"]?.stringValue ?? "", with: code)
    }

    @Test func `Tokens that break one rule and all later ones are refused by the rules in their order`() throws {
        let ladder = Self.cases.filter { $0["id"]?.stringValue?.hasPrefix("order-all-from-") == true }
        let rules = try ladder.map(Self.rule)
        // No token there names a key that is unfit, and none was used before.
        #expect(rules == JudgementRule.allCases.filter { $0 != .keyFitness && $0 != .replay })
    }

    @Test func `An unfit key stands behind the kind of token and before the claims`() throws {
        let order = JudgementRule.allCases
        let place = try #require(order.firstIndex(of: .keyFitness))
        #expect(order[place - 1] == .key && order[place + 1] == .claimTypes)
        for vector in Self.cases where vector["id"]?.stringValue?.hasPrefix("order-key-mismatch-before") == true {
            #expect(try Self.rule(vector) == .keyFitness)
        }
    }

    @Test func `Every code of a token has a rule, and the codes stand in the order of the rules`() {
        let rules = JudgementRule.allCases
        for code in ReasonCode.allCodes {
            #expect(rules.contains { $0.codes.contains(code) } == (code != .invalidKey))
        }
        let firsts = rules.compactMap(\.codes.first)
        let places = firsts.enumerated().filter { firsts.firstIndex(of: $0.element) == $0.offset }
            .map(\.element.index)
        #expect(places == places.sorted())
    }

    @Test(arguments: [
        ("", JudgementRule.segments), ("a.b", .segments), ("a.b.c.d", .segments), ("..", .segments),
        ("WzFd.e30.AAAA", .headerSyntax), ("eyJraWQiOjF9.e30.AAAA", .headerSyntax), ("e30.WzFd.AAAA", .payloadSyntax),
    ])
    func `Malformed tokens are told apart by where they are malformed`(token: String, rule: JudgementRule) {
        #expect(JudgementRule(refusing: token, with: .malformedToken) == rule)
    }

    @Test func `A code that does not fit the token still names a rule of that code`() {
        #expect(JudgementRule(refusing: "e30.e30.AAAA", with: .duplicateMember) == .headerNames)
        #expect(JudgementRule(refusing: "e30.e30.AAAA", with: .malformedToken) == .segments)
        #expect(JudgementRule(refusing: "anything", with: .invalidKey) == nil)
    }
}
