import IDTokenTesting
import Synchronization
import Testing

@testable import IDTokenCore

@Suite struct TableBuilderTests {
    /// Waits until something holds, and says whether it came to hold; only a hang makes it give up.
    private static func eventually(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<6000 {
            if condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test(.enabled(if: ES256SelfTest.isWorthwhile))
    func `A table that was asked for is built in the background and published whole`() async throws {
        let signer = TestSigningKey(seed: "background")
        let key = try Fixture.publicKey(signer)
        let before = key.table.load()
        #expect(before == nil)
        TableBuilder.shared.request(key)
        #expect(try await Self.eventually { key.table.load() != nil })
        let built = key.table.load()
        let table = try #require(built)
        let verifier = try #require(ES256AcceleratedVerifier())
        let signature = signer.signature(of: [1])
        let isOwn = verifier.verify(signature.span.octets, of: SHA256Digest.of([1]), by: table)
        let isOther = verifier.verify(signature.span.octets, of: SHA256Digest.of([2]), by: table)
        #expect(isOwn)
        #expect(!isOther)
    }

    @Test(.enabled(if: ES256SelfTest.isWorthwhile))
    func `Many requests at once are all served`() async throws {
        let keys = try (0..<8).map { try Fixture.publicKey(TestSigningKey(seed: "many \($0)")) }
        for key in keys { TableBuilder.shared.request(key) }
        #expect(try await Self.eventually { keys.allSatisfy { $0.table.load() != nil } })
    }

    @Test func `A key that goes before its turn is passed over`() async throws {
        for index in 0..<20 {
            TableBuilder.shared.request(try Fixture.publicKey(TestSigningKey(seed: "gone \(index)")))
        }
        let key = try Fixture.publicKey(TestSigningKey(seed: "stays"))
        TableBuilder.shared.request(key)
        #expect(try await Self.eventually { key.table.load() != nil || !ES256SelfTest.isWorthwhile })
    }

    @Test func `A key has one table, whoever builds it`() throws {
        let key = try Fixture.publicKey(TestSigningKey(seed: "once"))
        let first = try #require(TableBuilder.shared.build(key, isForced: true))
        #expect(TableBuilder.shared.build(key, isForced: true) === first)
        #expect(TableBuilder.shared.build(key) === first)
    }
}
