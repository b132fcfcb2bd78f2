import Testing

@testable import IDTokenCore

@Suite struct IDTokenErrorExplanationTests {
    @Test func `Every code has a sentence of its own`() {
        let codes = ReasonCode.allCodes.filter { $0 != .invalidKey }
        let sentences = codes.map { IDTokenError.sentence(Rejection($0, .keyIdentifier)) }
        #expect(Set(sentences).count == codes.count)
        #expect(sentences.allSatisfy { $0.hasSuffix(".") && $0 != "The token was refused." })
    }

    @Test func `A sentence names the claim that the rule is about`() {
        #expect(IDTokenError.sentence(Rejection(.missingClaim, .audience)).contains("aud"))
        #expect(IDTokenError.sentence(Rejection(.invalidClaim, .authenticationTime)).contains("auth_time"))
        #expect(
            IDTokenError.sentence(Rejection(.tooOld, .issuedAt))
                != IDTokenError.sentence(Rejection(.tooOld, .authenticationTime))
        )
    }

    @Test func `A token over the limit is told the limit, and no other failure of syntax is told anything`() {
        let limits = InputLimits(maximumTokenBytes: 99)
        #expect(IDTokenError(syntax: Rejection(.tokenTooLarge), limits: limits).expected == "at most 99 bytes")
        for code: ReasonCode in [.malformedToken, .invalidBase64URL, .duplicateMember] {
            let error = IDTokenError(syntax: Rejection(code), limits: limits)
            #expect(error.expected == nil)
            #expect(error.actual == nil)
        }
    }
}
