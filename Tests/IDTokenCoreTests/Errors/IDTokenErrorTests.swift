import Testing

@testable import IDTokenCore

@Suite struct IDTokenErrorTests {
    @Test func `Errors are equal when their codes are`() {
        let first = IDTokenError(.expired, claim: "exp", expected: "a", actual: "b", message: "one")
        let second = IDTokenError(.expired, message: "two")
        #expect(first == second)
        #expect(first.hashValue == second.hashValue)
        #expect(first != IDTokenError(.tooOld, claim: "exp", expected: "a", actual: "b", message: "one"))
    }

    @Test func `The description is the code and the sentence`() {
        #expect(IDTokenError(.expired, message: "It has.").description == "expired: It has.")
    }

    @Test func `What was not given is absent`() {
        let error = IDTokenError(.expired, message: "")
        #expect(error.claim == nil)
        #expect(error.expected == nil)
        #expect(error.actual == nil)
        #expect(error.retryAfterSeconds == nil)
        #expect(!error.isRefreshPending)
    }
}
