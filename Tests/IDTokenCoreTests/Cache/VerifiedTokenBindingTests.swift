import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct VerifiedTokenBindingTests {
    private static func words(
        key: Int = 1,
        keySet: UInt64 = 2,
        policy: Int = 3,
        seconds: Int64 = 4
    ) -> [UInt64] {
        let binding = VerifiedTokenBinding(
            keySerial: key,
            keySetGeneration: keySet,
            policySerial: policy,
            expiration: NumericDate(seconds: seconds)
        )
        return (0..<VerifiedTokenBinding.wordCount).map { binding.words[$0] }
    }

    @Test func `Another key, key set, policy or expiry makes another binding`() {
        let all = [
            Self.words(), Self.words(key: 2), Self.words(keySet: 1), Self.words(policy: 1), Self.words(seconds: 5),
            Self.words(key: 2, keySet: 1), Self.words(key: 3, policy: 1),
        ]
        #expect(Set(all).count == all.count)
        #expect(Self.words() == Self.words())
    }

    @Test func `Keys, key sets and policies never share a number`() throws {
        let text = Fixture.issuer.keySet
        let sets = try (0..<20).map { _ in try JWKSet(parsing: text) }
        #expect(Set(sets.map(\.generation)).count == sets.count)
        #expect(Set(sets.compactMap { $0.keys[0].publicKey?.serial }).count == sets.count)
        let policies = try sets.map { try IDTokenValidator(policy: Fixture.issuer.policy(), keys: $0).compiled.serial }
        #expect(Set(policies).count == policies.count)
    }
}
