import Testing

@testable import IDTokenCore

@Suite struct ValidationPolicyTests {
    @Test func `What is not said has the strictest value that suits most`() {
        let policy = ValidationPolicy(issuer: "i", audiences: ["a"], algorithms: [.es256])
        #expect(policy.leeway == 0)
        #expect(policy.nonceRule == .required)
        #expect(policy.maximumAuthenticationAge == nil)
        #expect(policy.maximumTokenAge == nil)
        #expect(policy.authorizedParties == nil)
        #expect(policy.expectedSubject == nil)
        #expect(policy.requiredClaims.isEmpty)
        #expect(policy.limits == InputLimits())
    }

    @Test func `Policies that differ anywhere are different`() {
        let policy = ValidationPolicy(issuer: "i", audiences: ["a"], algorithms: [.es256])
        let changes: [(inout ValidationPolicy) -> Void] = [
            { $0.issuer = "j" }, { $0.audiences = ["b"] }, { $0.algorithms = [.hs256] }, { $0.leeway = 1 },
            { $0.nonceRule = .forbidden },
            { $0.maximumAuthenticationAge = 1 }, { $0.maximumTokenAge = 1 }, { $0.authorizedParties = [] },
            { $0.expectedSubject = "s" },
            { $0.requiredClaims = ["c"] }, { $0.limits.maximumTokenBytes = 1 },
        ]
        for change in changes {
            var other = policy
            change(&other)
            #expect(other != policy)
        }
    }
}
