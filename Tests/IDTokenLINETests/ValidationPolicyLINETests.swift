import IDTokenCore
import IDTokenLINE
import Testing

struct ValidationPolicyLINETests {
    @Test func `The policy is LINE's issuer, our channels, app logins, a nonce, and the leeway of LINE's SDKs`() throws
    {
        let policy = try ValidationPolicy.line(channelIDs: ["1234567890", "2222222222"])
        #expect(policy.issuer == "https://access.line.me")
        #expect(policy.audiences == ["1234567890", "2222222222"])
        #expect(policy.algorithms == [.es256])
        #expect(policy.nonceRule == .required)
        #expect(policy.leeway == 300)
    }

    @Test func `The flows decide the algorithms`() throws {
        let cases: [(flows: Set<LINELoginFlow>, algorithms: Set<SigningAlgorithm>)] = [
            ([], []), ([.web], [.hs256]), ([.app, .web], [.es256, .hs256]),
        ]
        for (flows, algorithms) in cases {
            #expect(try ValidationPolicy.line(channelIDs: ["1"], flows: flows).algorithms == algorithms)
        }
    }

    @Test(arguments: ["1234567890-abcdefgh", "1-", "1-a"])
    func `A LIFF ID is no channel ID, alone or beside one`(identifier: String) {
        for channelIDs in [[identifier], ["1234567890", identifier]] {
            let error = #expect(throws: IDTokenError.self) { try ValidationPolicy.line(channelIDs: channelIDs) }
            #expect(error?.code == .invalidKey)
        }
    }
}
