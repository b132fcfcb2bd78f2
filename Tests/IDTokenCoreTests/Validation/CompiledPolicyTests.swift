import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct CompiledPolicyTests {
    private static func isRefused(
        _ algorithms: Set<SigningAlgorithm> = [.es256, .hs256],
        secrets: [SharedSecret]? = nil,
        _ change: (inout ValidationPolicy) -> Void
    ) throws -> Bool {
        var policy = Fixture.issuer.policy(algorithms: algorithms)
        change(&policy)
        let all = try secrets ?? [SharedSecret(Fixture.secret, audience: Fixture.audience)]
        do throws(IDTokenError) {
            _ = try IDTokenValidator(policy: policy, keys: JWKSet(parsing: Fixture.issuer.keySet), secrets: all)
            return false
        } catch {
            return error.code == .invalidKey && !error.description.contains(Fixture.secret)
        }
    }

    @Test func `A complete policy is accepted`() throws {
        #expect(try !Self.isRefused { _ in })
    }

    @Test func `What security needs cannot be left empty`() throws {
        #expect(try Self.isRefused { $0.issuer = "" })
        #expect(try Self.isRefused { $0.audiences = [] })
        #expect(try Self.isRefused { $0.audiences = ["1234567890", ""] })
        #expect(try Self.isRefused { $0.algorithms = [] })
        #expect(try Self.isRefused { $0.authorizedParties = [""] })
        #expect(try Self.isRefused { $0.expectedSubject = "" })
    }

    @Test(arguments: [-1, Int.min, 9_007_199_254_740_992, Int.max])
    func `Seconds out of range are refused`(_ seconds: Int) throws {
        #expect(try Self.isRefused { $0.leeway = seconds })
        #expect(try Self.isRefused { $0.maximumAuthenticationAge = seconds })
        #expect(try Self.isRefused { $0.maximumTokenAge = seconds })
    }

    @Test func `Keys without their algorithm and algorithms without their keys are refused`() throws {
        #expect(try Self.isRefused { $0.algorithms = [.es256] })
        #expect(try Self.isRefused { $0.algorithms = [.hs256] })
        #expect(try Self.isRefused(secrets: []) { _ in })
        let policy = Fixture.issuer.policy(algorithms: [.es256])
        #expect(throws: IDTokenError.code(.invalidKey)) { try IDTokenValidator(policy: policy, secrets: []) }
        let secret = try SharedSecret("s", audience: Fixture.audience)
        #expect(throws: IDTokenError.code(.invalidKey)) { try IDTokenValidator(policy: policy, secrets: [secret]) }
        let both = Fixture.issuer.policy(algorithms: [.es256, .hs256])
        #expect(throws: IDTokenError.code(.invalidKey)) { try IDTokenValidator(policy: both, secrets: [secret]) }
    }

    @Test func `A secret belongs to an audience of the policy, by its bytes`() throws {
        for audience in ["123456789", "1234567890 ", "other"] {
            #expect(try Self.isRefused(secrets: [SharedSecret("s", audience: audience)]) { _ in })
        }
        let composed = try [SharedSecret("s", audience: "caf\u{E9}")]
        #expect(try Self.isRefused(secrets: composed) { $0.audiences = ["cafe\u{301}"] })
        #expect(try !Self.isRefused(secrets: composed) { $0.audiences = ["caf\u{E9}"] })
    }

    @Test func `An audience given twice counts once`() throws {
        let validator = try Fixture.validator { $0.audiences += $0.audiences }
        let token = Fixture.issuer.token(at: Fixture.issuedAt, secret: Fixture.secret)
        #expect(validator.verdict(on: token, at: Fixture.now).isValid)
    }
}
