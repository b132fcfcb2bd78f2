import IDTokenCore
import Testing

@testable import idtoken_bench

@Suite struct FixtureProofTests {
    @Test(arguments: [TokenPool.Kind.es256(keys: 1), .es256(keys: 3), .hs256, .hs256Expired])
    func `Minted tokens prove to be what they are taken for`(kind: TokenPool.Kind) throws {
        let fixture = try Fixture(TokenPool(kind, count: 12))
        #expect(fixture.texts.count == 12)
    }

    @Test func `A wrong key is found before anything is measured`() throws {
        let pool = try TokenPool(.es256(keys: 1), count: 4)
        let other = try TokenPool(.es256(keys: 2), count: 4)
        let stolenName = try #require(Self.keyIdentifiers(pool.keySet).first)
        let otherName = try #require(Self.keyIdentifiers(other.keySet).last)
        let text = String(decoding: other.keySet, as: UTF8.self)
        let renamed = text.replacing(stolenName, with: "elsewhere").replacing(otherName, with: stolenName)
        #expect(throws: BenchError.self) { try Fixture(pool, keySet: Array(renamed.utf8)) }
    }

    @Test func `Unknown keys are found before anything is measured`() throws {
        let pool = try TokenPool(.es256(keys: 1), count: 4)
        #expect(throws: BenchError.self) { try Fixture(pool, keySet: Array(#"{"keys":[]}"#.utf8)) }
    }

    @Test func `The floor refuses another message and another key`() throws {
        let pool = try TokenPool(.es256(keys: 2), count: 4)
        let floor = try DigestVerifyFloor(pool)
        #expect(floor.verify(0, message: 0, key: 0))
        #expect(!floor.verify(0, message: 1, key: 0))
        #expect(!floor.verify(0, message: 0, key: 1))
        // A working context that has just verified by one key keeps nothing of it.
        #expect(floor.verify(1, message: 1, key: 1))
        #expect(!floor.verify(0, message: 0, key: 1))
        #expect(floor.verify(0, message: 0, key: 0))
    }

    @Test func `An answer other than the expected one is a surprise`() throws {
        let fixture = try Fixture(TokenPool(.hs256, count: 8))
        let right = SingleWorkload(fixture, by: fixture.validator, engine: .mac)
        let slow = SingleWorkload(fixture, by: fixture.validator, engine: .reference)
        let wrong = SingleWorkload(fixture, by: fixture.validator, expecting: .expired)
        let batch = BatchWorkload(fixture, by: fixture.validator, size: 4, expecting: .expired)
        right.call()
        wrong.call()
        slow.call()
        batch.call()
        #expect(right.surprises == 0)
        #expect(wrong.surprises == 1)
        #expect(slow.surprises == 1)
        #expect(batch.surprises == 4)
    }

    private static func keyIdentifiers(_ keySet: [UInt8]) -> [String] {
        (try? JWKSet(parsing: keySet).keys.compactMap(\.keyIdentifier)) ?? []
    }
}
