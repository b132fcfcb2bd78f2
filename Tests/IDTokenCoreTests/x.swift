import IDTokenCore
import Testing

@Test func `A token of one segment is malformed`() throws {
    let keys = try JWKSet(parsing: #"{"keys":[]}"#)
    let policy = ValidationPolicy(issuer: "i", audiences: ["a"], algorithms: [.es256])
    let validator = try IDTokenValidator(policy: policy, keys: keys)
    #expect(validator.verdict(on: "null", at: NumericDate(seconds: 0)).code == .malformedToken)
}
