import Testing

@testable import IDTokenCore

@Suite struct RejectionTests {
    @Test func `A rejection takes two bytes, so that throwing it allocates nothing of note`() {
        #expect(MemoryLayout<Rejection>.size == 2)
    }

    @Test func `Members are spelled as the standards spell them`() {
        let spellings: [(MemberName, String?)] = [
            (.none, nil), (.required, nil), (.algorithm, "alg"), (.critical, "crit"), (.type, "typ"),
            (.keyIdentifier, "kid"),
            (.issuer, "iss"), (.subject, "sub"), (.audience, "aud"), (.authorizedParty, "azp"), (.expiration, "exp"),
            (.notBefore, "nbf"), (.issuedAt, "iat"), (.authenticationTime, "auth_time"), (.nonce, "nonce"),
        ]
        for (member, spelling) in spellings { #expect(member.spelling == spelling) }
    }
}
