import Testing

@testable import IDTokenCore

@Suite struct LoginErrorTests {
    @Test func `All ways in which a nonce or a token is used up are one code outside`() {
        let errors = NonceRefusal.allCases.map { LoginError.nonceRefused($0) } + [.tokenAlreadyUsed]
        for error in errors {
            #expect(error.rejection?.code == .nonceReplayed)
            #expect(error.code == "nonce_replayed")
        }
        // The server's own log tells them apart; what is told outside does not.
        #expect(Set(errors.map(\.description)).count == errors.count)
        #expect(Set(NonceRefusal.allCases.map { LoginError.nonceRefused($0).rejection?.message }).count == 1)
    }

    @Test func `A token that was rejected keeps its code`() {
        let error = LoginError.rejected(IDTokenError(Rejection(.expired, .expiration)))
        #expect(error.rejection?.code == .expired)
        #expect(error.code == "expired")
        #expect(error.description.hasPrefix("expired: "))
    }

    @Test func `A store that cannot tell says nothing of the token`() {
        let error = LoginError.storeUnavailable(.full)
        #expect(error.rejection == nil)
        #expect(error.code == "nonce_store_full")
        #expect(error != .tokenAlreadyUsed)
    }
}
