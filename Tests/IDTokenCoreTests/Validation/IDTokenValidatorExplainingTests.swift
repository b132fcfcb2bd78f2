import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct IDTokenValidatorExplainingTests {
    /// Everything that an error can say.
    private static func text(_ error: IDTokenError) -> String {
        var dumped = ""
        dump(error, to: &dumped)
        return [dumped, error.description, error.message, error.claim ?? "", error.expected ?? "", error.actual ?? ""]
            .joined(separator: "\n")
    }

    /// What no error may hold: pieces of the token, the nonces, the subject, the secret.
    private static func leak(_ error: IDTokenError, of token: DefectiveToken) -> String? {
        let text = text(error)
        let segments = token.token.split(separator: ".").map(String.init).filter { $0.count > 12 }
        let pieces = segments.flatMap { [String($0.prefix(12)), String($0.suffix(12))] }
        let secrets = [
            DefectiveToken.expectedNonce, DefectiveToken.actualNonce, Fixture.subject, DefectiveToken.otherSubject,
            Fixture.secret,
            "taro@example.com", "Taro Line",
        ]
        return (pieces + secrets).first { text.contains($0) }
    }

    @Test func `No error of any defect holds a token, a signature, a nonce, a subject or a secret`() throws {
        let validator = try DefectiveToken.validator()
        for first in Defect.allCases {
            let later = Set(Defect.allCases.filter { $0 >= first && !$0.excludes(first) })
            for defects in [[first], later] {
                for signer in [TestSigner.es256(Fixture.issuer.signingKey), .hs256(Fixture.secret)] {
                    let token = DefectiveToken(defects, signedBy: signer)
                    guard let error = token.error(by: validator) else { continue }
                    if let leak = Self.leak(error, of: token) {
                        Issue.record("\(first): \(leak) is in \(Self.text(error))")
                    }
                }
            }
        }
    }

    @Test func `What was found is shown for header members, iss, aud, azp and times alone`() throws {
        let validator = try DefectiveToken.validator()
        let shown: Set<Defect> = [
            .algorithm, .type, .unknownKey, .unusableKey, .issuer, .audience, .party, .expired, .issuedInFuture,
            .authenticatedLongAgo,
            .issuedLongAgo,
        ]
        for defect in Defect.allCases {
            let error = try #require(DefectiveToken([defect]).error(by: validator))
            #expect((error.actual != nil) == shown.contains(defect), "\(defect)")
            if shown.contains(defect) { #expect(error.expected != nil, "\(defect)") }
        }
    }

    @Test func `Expected and found are what the rule compared`() throws {
        let validator = try DefectiveToken.validator()
        func parts(_ defect: Defect) throws -> [String?] {
            let error = try #require(DefectiveToken([defect]).error(by: validator))
            return [error.claim, error.expected, error.actual]
        }
        #expect(try parts(.algorithm) == ["alg", "ES256 or HS256", "none"])
        #expect(try parts(.type) == ["typ", "JWT or application/jwt", "at+jwt"])
        #expect(try parts(.unknownKey) == ["kid", "a kid of the key set", "nobody"])
        #expect(try parts(.claimMissing) == ["email", "present", nil])
        #expect(try parts(.claimType) == ["nbf", nil, nil])
        #expect(try parts(.issuer) == ["iss", "https://access.line.me", "https://access.line.me/"])
        #expect(try parts(.audience) == ["aud", "1234567890", "[\"1234567891\",\"123456789\"]"])
        #expect(try parts(.party) == ["azp", "1234567890", "someone"])
        #expect(try parts(.expired) == ["exp", "later than 1767225660", "1767225599"])
        #expect(try parts(.issuedInFuture) == ["iat", "at most 1767225660", "1768225600"])
        #expect(try parts(.authenticatedLongAgo) == ["auth_time", "at least 1767222060", "1"])
        #expect(try parts(.subject) == ["sub", nil, nil])
        #expect(try parts(.nonce) == ["nonce", nil, nil])
        #expect(try parts(.size) == [nil, "at most 16384 bytes", nil])
        #expect(try #require(DefectiveToken([.expired]).error(by: validator)).message.contains("61 s ago"))
    }

    @Test(arguments: ["alg", "typ", "kid", "iss", "aud", "azp"])
    func `What is shown is escaped and at most 256 bytes, whatever the token says`(_ member: String) throws {
        let validator = try Fixture.validator()
        let control = "\u{1B}]0;title\u{7}\n\u{202E}\u{2066}\u{0}\u{85}"
        let texts = [
            control, String(repeating: "x", count: 5000), String(repeating: "\u{202E}", count: 2000),
            String(repeating: "日", count: 999),
        ]
        let values = texts.map { JSONValue.string($0) } + (member == "kid" ? [] : [.object([]), .number("1"), .null])
        for value in values + (member == "aud" ? texts.map { .array([.string($0), .string($0)]) } : []) {
            let token = Fixture.issuer.token(at: Fixture.issuedAt) { header, claims in
                if ["alg", "typ", "kid"].contains(member) { header[member] = value } else { claims[member] = value }
            }
            do {
                _ = try validator.validate(token, at: Fixture.now)
                Issue.record("\(member) \(value) was accepted")
            } catch {
                #expect((error.actual ?? "").utf8.count <= 256)
                #expect((error.expected ?? "").utf8.count <= 256)
                for scalar in error.description.unicodeScalars + (error.actual ?? "").unicodeScalars {
                    #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
                    #expect(!(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
                }
            }
        }
    }

    @Test func `A token without a kid is told what was missing`() throws {
        var issuer = Fixture.issuer
        issuer.rotateKey()
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
        let token = issuer.token(at: Fixture.issuedAt) { header, _ in header["kid"] = nil }
        do {
            _ = try validator.validate(token, at: Fixture.now)
            Issue.record("a token without kid was accepted")
        } catch {
            #expect(error.code == .unknownKey)
            #expect(error.claim == "kid")
            #expect(error.actual == nil)
            #expect(!error.isRefreshPending)
        }
    }

    @Test func `A provider that judges a token of its own when told of an unknown key changes no explanation`() throws {
        let provider = JudgingProvider(keys: try JWKSet(parsing: Fixture.issuer.keySet))
        let validator = try IDTokenValidator(policy: Fixture.issuer.policy(), keyProvider: provider)
        let stranger = TestSigningKey(seed: "stranger", keyIdentifier: "the-stranger")
        let token = Fixture.issuer.token(at: Fixture.issuedAt, by: stranger)
        let single = #expect(throws: IDTokenError.code(.unknownKey)) { try validator.validate(token, at: Fixture.now) }
        var errors = [single]
        if case .rejected(let error) = validator.validateBatch([token], at: Fixture.now)[0] { errors.append(error) }
        #expect(errors.count == 2)
        for error in errors {
            #expect(error?.actual == "the-stranger")
            #expect(error?.isRefreshPending == true)
            #expect(error?.message.hasSuffix("A refresh of the key set is pending.") == true)
        }
    }
}

/// A provider that judges a token on the thread that tells it of an unknown key.
private struct JudgingProvider: KeySetProvider {
    let keys: JWKSet

    func keySet(at now: NumericDate) -> KeySetReading { .keys(keys) }

    func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool {
        let other = TestSigningKey(seed: "other", keyIdentifier: "another-kid")
        let token = Fixture.issuer.token(at: Fixture.issuedAt, by: other)
        let validator = try? IDTokenValidator(policy: Fixture.issuer.policy(), keys: keys)
        return validator?.verdict(on: token, at: now).code == .unknownKey
    }
}
