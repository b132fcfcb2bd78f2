import IDTokenJWKS
import IDTokenTesting
import Testing

/// Every source of this package keeps the same rules. Those that go over the network are tried one after another, so that
/// a busy machine does not break deadlines that are meant.
@Suite(.serialized) struct KeySourceComplianceTests {
    @Test(arguments: KeySourceCompliance.rules)
    func `Fetching by URLSession keeps the rules`(rule: KeySourceCompliance.Rule) async throws {
        let origin = try LoopbackOrigin { try HTTPKeySetSource($0, transport: .uncheckedLoopbackHTTP) }
        #expect(try await rule.check(origin) == nil)
    }

    @Test(arguments: KeySourceCompliance.rules)
    func `Reading a file keeps the rules`(rule: KeySourceCompliance.Rule) async throws {
        #expect(try await rule.check(FileOrigin()) == nil)
    }

    @Test(arguments: KeySourceCompliance.rules)
    func `Bytes of the application keep the rules`(rule: KeySourceCompliance.Rule) async throws {
        #expect(try await rule.check(SuppliedOrigin()) == nil)
    }
}
