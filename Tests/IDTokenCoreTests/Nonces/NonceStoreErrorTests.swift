import Testing

@testable import IDTokenCore

@Suite struct NonceStoreErrorTests {
    @Test func `Codes are stable strings, and none is a code of a token`() {
        let errors: [NonceStoreError] = [.noRandomness, .invalidLifetime, .emptyBinding, .full]
        let codes = errors.map(\.code.rawValue) + [NonceStoreError.Code.unavailable.rawValue]
        #expect(
            codes == [
                "no_randomness", "invalid_nonce_lifetime", "empty_nonce_binding", "nonce_store_full",
                "nonce_store_unavailable",
            ]
        )
        for code in codes { #expect(ReasonCode(rawValue: code) == nil) }
    }

    @Test func `Errors are equal when their codes are`() {
        #expect(NonceStoreError(.full, message: "a") == NonceStoreError(.full, message: "b"))
        #expect(NonceStoreError(.full, message: "a") != NonceStoreError(.unavailable, message: "a"))
        #expect(Set([NonceStoreError(.full, message: "a"), NonceStoreError(.full, message: "b")]).count == 1)
    }
}
