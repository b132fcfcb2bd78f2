import Testing

@testable import IDTokenCore

@Suite struct KeySetProviderTests {
    @Test func `A fixed set gives itself at any time and never promises a refresh`() throws {
        let set = try JWKSet(parsing: #"{"keys":[]}"#)
        let fixed = FixedKeySet(keys: set)
        for seconds in [Int64.min, 0, .max] {
            guard case .keys(let found) = fixed.keySet(at: NumericDate(seconds: seconds)) else {
                Issue.record("a fixed set was unavailable")
                return
            }
            #expect(found.generation == set.generation)
            #expect(!fixed.unknownKey(in: set.generation, at: NumericDate(seconds: seconds)))
        }
    }
}
