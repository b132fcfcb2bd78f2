import Testing

@testable import IDTokenCore

@Suite struct InputLimitsTests {
    @Test func `The defaults are those that are published`() {
        #expect(InputLimits().maximumTokenBytes == 16_384)
        #expect(InputLimits.maximumDepth == 16)
        #expect(InputLimits.largestTokenBytes == 16_777_216)
    }

    @Test(arguments: [0, -1, .min, 16_777_217, .max])
    func `A size that cannot be a limit is refused when a validator is made`(_ size: Int) throws {
        var policy = ValidationPolicy(issuer: "i", audiences: ["a"], algorithms: [.es256])
        policy.limits = InputLimits(maximumTokenBytes: size)
        let keys = try JWKSet(parsing: #"{"keys":[]}"#)
        #expect(throws: IDTokenError(.invalidKey, message: "")) { try IDTokenValidator(policy: policy, keys: keys) }
    }

    @Test(arguments: [1, 10, 16_384])
    func `A token of the limit is looked at and one byte more is too large`(_ size: Int) throws {
        var policy = ValidationPolicy(issuer: "i", audiences: ["a"], algorithms: [.es256])
        policy.limits = InputLimits(maximumTokenBytes: size)
        let validator = try IDTokenValidator(policy: policy, keys: JWKSet(parsing: #"{"keys":[]}"#))
        let now = NumericDate(seconds: 0)
        #expect(validator.verdict(on: String(repeating: "x", count: size), at: now).code == .malformedToken)
        #expect(validator.verdict(on: String(repeating: "x", count: size + 1), at: now).code == .tokenTooLarge)
    }
}
