import Testing

@testable import IDTokenCore

@Suite struct FailureClassTests {
    @Test func `The classes have their published names`() {
        #expect(FailureClass.allCases.map(\.rawValue) == ["token", "keys", "policy"])
        #expect(FailureClass(rawValue: "Token") == nil)
    }
}
