import Testing

@testable import IDTokenCore

@Suite struct SignatureEngineTests {
    @Test func `Engines and choices are named as they are published`() {
        #expect(EngineChoice.allCases.map(\.rawValue) == ["automatic", "reference", "accelerated"])
        #expect(SignatureEngine(rawValue: "accelerated") == .accelerated)
        #expect(SignatureEngine(rawValue: "reference") == .reference)
        #expect(SignatureEngine(rawValue: "mac") == .mac)
        #expect(SignatureEngine(rawValue: "none") == nil)
    }
}
