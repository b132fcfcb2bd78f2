import IDTokenTesting
import Synchronization
import Testing

@testable import IDTokenCore

@Suite struct FixedBaseTableTests {
    @Test func `Tables of two keys do not stand in for each other`() throws {
        let (a, b) = (TestSigningKey(seed: "table a"), TestSigningKey(seed: "table b"))
        let (first, second) = (try EngineKey(a), try EngineKey(b))
        let signature = a.signature(of: [1])
        let cases = [first, second].map {
            SignatureCase(key: $0, digest: SHA256Digest.of([1]), signature: signature, isValid: $0 === first)
        }
        #expect(try BothEngines.disagreement(cases) == nil)
    }

    @Test func `A table goes with its key`() throws {
        final class Weak { weak var table: FixedBaseTable? }
        let weak = Weak()
        do {
            let key = try Fixture.publicKey(TestSigningKey(seed: "short-lived"))
            weak.table = TableBuilder.shared.build(key, isForced: true)
            #expect(weak.table != nil)
            let published = key.table.load()
            #expect(published === weak.table)
        }
        #expect(weak.table == nil)
    }
}
