import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct CompiledPolicyRulesTests {
    // MARK: Order

    @Test func `A token without a defect is valid by either algorithm`() throws {
        let validator = try DefectiveToken.validator()
        #expect(DefectiveToken([]).code(by: validator) == nil)
        #expect(DefectiveToken([], signedBy: .hs256(Fixture.secret)).code(by: validator) == nil)
    }

    @Test(arguments: [EngineChoice.reference, .accelerated])
    func `Each defect alone has its code`(_ engine: EngineChoice) throws {
        let validator = try DefectiveToken.validator(engine: engine)
        for defect in Defect.allCases {
            #expect(DefectiveToken([defect]).code(by: validator) == defect.code, "\(defect)")
        }
    }

    @Test func `Of a defect and all later ones the first decides`() throws {
        let validator = try DefectiveToken.validator()
        for first in Defect.allCases {
            let later = Set(
                Defect.allCases.filter { $0 >= first && !$0.excludes(first) && !($0 == .issuedLongAgo && first < $0) }
            )
            let token = DefectiveToken(later)
            #expect(token.code(by: validator) == first.code, "\(first)")
            #expect(token.error(by: validator)?.code == first.code, "\(first)")
        }
    }

    @Test func `Of any two defects the earlier decides, by either algorithm`() throws {
        let validator = try DefectiveToken.validator()
        for first in Defect.allCases {
            for second in Defect.allCases where first < second && !first.excludes(second) {
                #expect(DefectiveToken([first, second]).code(by: validator) == first.code, "\(first), \(second)")
                let aboutKeys: [Defect] = [.unknownKey, .unusableKey]
                guard !aboutKeys.contains(first), !aboutKeys.contains(second) else { continue }
                let token = DefectiveToken([first, second], signedBy: .hs256(Fixture.secret))
                #expect(token.code(by: validator) == first.code, "\(first), \(second) by HS256")
            }
        }
    }

    @Test func `Unavailable keys stand where an unknown key does`() throws {
        let validator = try IDTokenValidator(
            policy: DefectiveToken.policy(algorithms: [.es256]),
            keyProvider: StubKeySetProvider(reading: .unavailable(retryAfterSeconds: 7))
        )
        for defect in Defect.allCases {
            let expected = defect < .unknownKey ? defect.code : .keysUnavailable
            #expect(DefectiveToken([defect]).code(by: validator) == expected, "\(defect)")
        }
        let error = try #require(DefectiveToken([]).error(by: validator))
        #expect(error.retryAfterSeconds == 7)
        #expect(error.code.failureClass == .keys)
    }

    // MARK: Types, presence, comparison

    private static func code(
        nonce: String? = nil,
        subject: String? = nil,
        policy change: (inout ValidationPolicy) -> Void = { _ in },
        at now: NumericDate = Fixture.now,
        _ claims: (inout JSONMembers) -> Void
    ) throws -> ReasonCode? {
        let validator = try Fixture.validator(changing: change)
        let token = Fixture.issuer.token(at: Fixture.issuedAt) { claims(&$1) }
        let verdict = validator.verdict(on: token, nonce: nonce, subject: subject, at: now)
        #expect(verdict.isValid == (verdict.code == nil))
        return verdict.code
    }

    @Test(arguments: ["iss", "sub", "aud", "azp", "exp", "nbf", "iat", "auth_time", "nonce"])
    func `A claim of another JSON type is invalid`(_ name: String) throws {
        let isTime = ["exp", "nbf", "iat", "auth_time"].contains(name)
        let values: [JSONValue] = [.null, .bool(true), .object([]), isTime ? .string("1767225600") : .number("1")]
        for value in values + (name == "aud" ? [] : [.array([]), .array([.string("x")])]) {
            #expect(try Self.code { $0[name] = value } == .invalidClaim, "\(name): \(value)")
        }
    }

    @Test(arguments: ["exp", "nbf", "iat", "auth_time"])
    func `A time out of range is invalid, and one at the end of the range is not`(_ name: String) throws {
        for number in [
            "-1", "-0.1", "9007199254740992", "9007199254740991.5", "1e16", "1e400", "-1e-400",
            "123456789012345678901234567890",
        ] {
            #expect(try Self.code { $0[name] = .number(number) } == .invalidClaim, "\(number)")
        }
        for number in ["0", "9007199254740991", "0.5", "1e0"] {
            #expect(try Self.code { $0[name] = .number(number) } != .invalidClaim, "\(number)")
        }
    }

    @Test(arguments: ["iss", "sub", "aud", "exp", "iat"])
    func `A claim that must be there is missing`(_ name: String) throws {
        #expect(try Self.code { $0[name] = nil } == .missingClaim)
    }

    @Test func `A claim of another name, or inside of another claim, does not stand in for a missing one`() throws {
        for (name, stand) in [
            ("exp", "Exp"), ("exp", "exp "), ("iss", "issuer"), ("sub", "sub\u{0}"), ("auth_time", "auth_timf"),
        ] {
            let code = try Self.code(policy: { $0.maximumAuthenticationAge = 10_000 }) { claims in
                let value = claims[name] ?? .number("\(Fixture.issuedAt)")
                claims["auth_time"] = .number("\(Fixture.issuedAt)")
                claims[name] = nil
                claims[stand] = value
                claims["act"] = .object([JSONObjectMember(name: name, value: value)])
            }
            #expect(code == .missingClaim, "\(name)")
        }
    }

    @Test func `Required claims may be of any type and must be there`() throws {
        let require: (inout ValidationPolicy) -> Void = { $0.requiredClaims = ["name", "email", "é"] }
        #expect(try Self.code(policy: require) { _ in } == .missingClaim)
        #expect(try Self.code(policy: require) { $0["email"] = .null } == .missingClaim)
        #expect(try Self.code(policy: require) { ($0["email"], $0["e\u{301}"]) = (.null, .null) } == .missingClaim)
        #expect(try Self.code(policy: require) { ($0["email"], $0["\u{E9}"]) = (.bool(false), .array([])) } == nil)
    }

    @Test(
        arguments: [
            "", "https://access.line.me/", "https://access.line.m", "https://access.line.mee", "http://access.line.me",
            "HTTPS://access.line.me", "https://access.line.me\u{0}", " https://access.line.me",
            "https://ACCESS.line.me",
            "https://access\u{200B}.line.me",
        ]
    )
    func `An issuer that is not exactly ours is another issuer`(_ issuer: String) throws {
        #expect(try Self.code { $0["iss"] = .string(issuer) } == .issuerMismatch)
    }

    @Test func `Issuer, audience and subject are compared after their escapes are resolved`() throws {
        let validator = try Fixture.validator()
        let claims = Fixture.issuer.claims(at: Fixture.issuedAt).text
            .replacing("https://access.line.me", with: #"https:\/\/access.line\u002eme"#)
            .replacing("\"1234567890\"", with: #""\u0031234567890""#).replacing("\"U0", with: #""\u00550"#)
        let key = Fixture.issuer.signingKey
        let token = TestToken.compact(
            header: Array(TestSigner.es256(key).header.text.utf8),
            payload: Array(claims.utf8),
            signedBy: .es256(key)
        )
        let validated = try validator.validate(token, subject: Fixture.subject, at: Fixture.now)
        #expect(validated.issuer == "https://access.line.me")
        #expect(validated.audiences == ["1234567890"])
        #expect(validated.subject == Fixture.subject)
    }

    @Test func `No audience that only looks like ours is ours`() throws {
        let ours = Fixture.audience
        let others: [JSONValue] = [
            .string(""), .string("123456789"), .string("12345678901"), .string(" \(ours)"), .string("\(ours)\u{0}"),
            .array([]),
            .array([.string("a"), .string("b")]), .array([.string("[\"\(ours)\"]")]), .array([.string("\(ours),a")]),
            .string("[\(ours)]"),
            .array([.string("a\",\"\(ours)")]),
        ]
        for value in others { #expect(try Self.code { $0["aud"] = value } == .audienceMismatch, "\(value)") }
    }

    @Test func `An audience nested in an array or object of aud is not an audience of the token`() throws {
        let ours = JSONValue.string(Fixture.audience)
        let nested: [JSONValue] = [
            .array([.array([ours])]), .array([.string("a"), .array([ours])]),
            .array([.object([JSONObjectMember(name: "x", value: ours)])]),
            .array([ours, .number("1")]), .array([ours, .null]), .array([ours, .array([])]),
            .array([.number("1234567890")]),
            .object([JSONObjectMember(name: Fixture.audience, value: ours)]),
            .array([.object([JSONObjectMember(name: Fixture.audience, value: ours)]), ours]),
        ]
        for value in nested { #expect(try Self.code { $0["aud"] = value } == .invalidClaim, "\(value)") }
    }

    @Test func `One of several audiences being ours is enough`() throws {
        #expect(try Self.code { $0["aud"] = .array([.string("a"), .string(Fixture.audience)]) } == nil)
        #expect(try Self.code { $0["aud"] = .array([.string(Fixture.audience)]) } == nil)
        let validator = try Fixture.validator { ($0.audiences, $0.algorithms) = (["first", "second"], [.es256]) }
        let token = Fixture.issuer.token(at: Fixture.issuedAt) { $1["aud"] = .string("second") }
        #expect(validator.verdict(on: token, at: Fixture.now).isValid)
    }

    @Test func `An authorised party must be one of ours where it is named`() throws {
        #expect(try Self.code { $0["azp"] = .string(Fixture.audience) } == nil)
        for party in ["", "someone", "1234567890 "] {
            #expect(try Self.code { $0["azp"] = .string(party) } == .authorizedPartyMismatch)
        }
        let named: (inout ValidationPolicy) -> Void = { $0.authorizedParties = ["app"] }
        #expect(try Self.code(policy: named) { $0["azp"] = .string("app") } == nil)
        #expect(try Self.code(policy: named) { $0["azp"] = .string(Fixture.audience) } == .authorizedPartyMismatch)
        #expect(
            try Self.code(policy: { $0.authorizedParties = [] }) { $0["azp"] = .string("app") }
                == .authorizedPartyMismatch
        )
    }

    @Test func `A subject is compared byte for byte, the caller's before the policy's`() throws {
        let policy: (inout ValidationPolicy) -> Void = { $0.expectedSubject = "other" }
        #expect(try Self.code(policy: policy) { _ in } == .subjectMismatch)
        #expect(try Self.code(policy: policy) { $0["sub"] = .string("other") } == nil)
        #expect(try Self.code(subject: Fixture.subject, policy: policy) { _ in } == nil)
        #expect(
            try Self.code(subject: Fixture.subject, policy: policy) { $0["sub"] = .string("other") } == .subjectMismatch
        )
        for subject in ["", Fixture.subject.lowercased(), Fixture.subject + " ", String(Fixture.subject.dropLast())] {
            #expect(try Self.code(subject: subject) { _ in } == .subjectMismatch)
        }
        #expect(try Self.code(subject: "") { $0["sub"] = .string("") } == .invalidClaim)
    }

    // MARK: Time

    private static func judgedAt(
        _ seconds: Int64,
        _ nanoseconds: UInt32 = 0,
        leeway: Int = 0,
        maximumAge: Int? = nil,
        tokenAge: Int? = nil,
        with claims: (inout JSONMembers) -> Void
    ) throws -> ReasonCode? {
        let change: (inout ValidationPolicy) -> Void = {
            ($0.leeway, $0.maximumAuthenticationAge, $0.maximumTokenAge) = (leeway, maximumAge, tokenAge)
        }
        return try code(policy: change, at: NumericDate(seconds: seconds, nanoseconds: nanoseconds), claims)
    }

    @Test func `A token is expired from exp plus the leeway on, to the nanosecond`() throws {
        let expiry: (inout JSONMembers) -> Void = { ($0["iat"], $0["exp"]) = (.number("1000"), .number("2000")) }
        #expect(try Self.judgedAt(1999, 999_999_999, with: expiry) == nil)
        #expect(try Self.judgedAt(2000, with: expiry) == .expired)
        #expect(try Self.judgedAt(2299, 999_999_999, leeway: 300, with: expiry) == nil)
        #expect(try Self.judgedAt(2300, leeway: 300, with: expiry) == .expired)
        #expect(try Self.judgedAt(2000) { ($0["iat"], $0["exp"]) = (.number("1000"), .number("2000.5")) } == nil)
        #expect(
            try Self.judgedAt(2000, 500_000_000) { ($0["iat"], $0["exp"]) = (.number("1000"), .number("2000.5")) }
                == .expired
        )
        #expect(
            try Self.judgedAt(2000, 1) { ($0["iat"], $0["exp"]) = (.number("1000"), .number("2000.0000000011")) } == nil
        )
        #expect(try Self.judgedAt(0) { ($0["iat"], $0["exp"]) = (.number("0"), .number("0")) } == .expired)
    }

    @Test(arguments: ["nbf", "iat"])
    func `A token is not yet valid while its time lies beyond the leeway, to the nanosecond`(_ name: String) throws {
        func claims(_ number: String) -> (inout JSONMembers) -> Void {
            { ($0["iat"], $0["exp"], $0[name]) = (.number("1000"), .number("5000"), .number(number)) }
        }
        #expect(try Self.judgedAt(2000, with: claims("2000")) == nil)
        #expect(try Self.judgedAt(1999, 999_999_999, with: claims("2000")) == .notYetValid)
        #expect(try Self.judgedAt(1700, leeway: 300, with: claims("2000")) == nil)
        #expect(try Self.judgedAt(1699, 999_999_999, leeway: 300, with: claims("2000")) == .notYetValid)
        #expect(try Self.judgedAt(2000, with: claims("2000.000000001")) == .notYetValid)
        #expect(try Self.judgedAt(2000, with: claims("2000.00000000000000001")) == .notYetValid)
        #expect(try Self.judgedAt(2000, 1, with: claims("2000.000000001")) == nil)
        #expect(try Self.judgedAt(2000, 1, with: claims("2000.0000000011")) == .notYetValid)
        #expect(try Self.judgedAt(2000, 999_999_999, with: claims("2000.9999999999")) == .notYetValid)
    }

    @Test func `An authentication is too old beyond the maximum age plus the leeway`() throws {
        func claims(_ number: String) -> (inout JSONMembers) -> Void {
            { ($0["iat"], $0["exp"], $0["auth_time"]) = (.number("1500"), .number("9000"), .number(number)) }
        }
        #expect(try Self.judgedAt(2000, maximumAge: 1000, with: claims("1000")) == nil)
        #expect(try Self.judgedAt(2000, 1, maximumAge: 1000, with: claims("1000")) == .tooOld)
        #expect(try Self.judgedAt(2300, leeway: 300, maximumAge: 1000, with: claims("1000")) == nil)
        #expect(try Self.judgedAt(2301, leeway: 300, maximumAge: 1000, with: claims("1000")) == .tooOld)
        #expect(try Self.judgedAt(2000, 1, maximumAge: 1000, with: claims("1000.0000000001")) == .tooOld)
        #expect(try Self.judgedAt(2000, maximumAge: 0, with: claims("2000")) == nil)
        #expect(
            try Self.judgedAt(2000, maximumAge: 1000) { ($0["iat"], $0["exp"]) = (.number("1999"), .number("9000")) }
                == .missingClaim
        )
        #expect(try Self.judgedAt(2000, with: claims("1")) == nil)
    }

    @Test func `A token is too old beyond the maximum token age, whatever its authentication time`() throws {
        func claims(_ number: String) -> (inout JSONMembers) -> Void {
            { ($0["iat"], $0["exp"], $0["auth_time"]) = (.number(number), .number("9000"), .number("1999")) }
        }
        #expect(try Self.judgedAt(2000, tokenAge: 1000, with: claims("1000")) == nil)
        #expect(try Self.judgedAt(2000, 1, tokenAge: 1000, with: claims("1000")) == .tooOld)
        #expect(try Self.judgedAt(2000, 1, tokenAge: 1000, with: claims("1000.0000000001")) == .tooOld)
        #expect(try Self.judgedAt(2300, leeway: 300, tokenAge: 1000, with: claims("1000")) == nil)
        #expect(try Self.judgedAt(2301, leeway: 300, tokenAge: 1000, with: claims("1000")) == .tooOld)
        #expect(try Self.judgedAt(2000, maximumAge: 1000, tokenAge: 10, with: claims("1000")) == .tooOld)
    }

    @Test func `Extreme times, ages and leeways saturate and neither trap nor turn a verdict round`() throws {
        let largest = Int(NumericDate.maximumSeconds)
        let extremes: [Int64] = [.min, -NumericDate.maximumSeconds, -1, 0, NumericDate.maximumSeconds, .max]
        for now in extremes {
            for leeway in [0, 1, largest] {
                for (issued, with:expiry) in [
                    ("0", "9007199254740991"), ("9007199254740991", "9007199254740991"), ("0", "0"),
                ] {
                    let code = try Self.judgedAt(
                        now,
                        999_999_999,
                        leeway: leeway,
                        maximumAge: largest,
                        tokenAge: largest
                    ) { claims in
                        (claims["iat"], claims["exp"]) = (.number(issued), .number(expiry))
                        (claims["auth_time"], claims["nbf"]) = (.number(issued), .number(issued))
                    }
                    // The leeway still counts where it leads beyond the last time that there is.
                    let isAfterExpiry = leeway == 0 || expiry == "0"
                    if now >= NumericDate.maximumSeconds { #expect(code == (isAfterExpiry ? .expired : nil)) }
                    if now < 0, leeway == 0 { #expect(code == .notYetValid) }
                }
            }
        }
    }

    // MARK: Nonce

    @Test func `An expected nonce must be there and equal, byte for byte`() throws {
        #expect(try Self.code(nonce: "n-1") { $0["nonce"] = .string("n-1") } == nil)
        for nonce in ["", "n-2", "n-", "n-11", "N-1", "n-1\u{0}", " n-1"] {
            #expect(try Self.code(nonce: "n-1") { $0["nonce"] = .string(nonce) } == .nonceMismatch, "\(nonce)")
        }
        #expect(try Self.code(nonce: "n-1") { $0["nonce"] = nil } == .nonceMismatch)
        #expect(try Self.code(nonce: "é") { $0["nonce"] = .string("e\u{301}") } == .nonceMismatch)
    }

    @Test func `An expected nonce that is empty is refused, whatever the token says`() throws {
        for value: JSONValue? in [nil, .string(""), .string("x")] {
            for rule in [ValidationPolicy.NonceRule.required, .uncheckedUnlessGiven, .forbidden] {
                #expect(
                    try Self.code(nonce: "", policy: { $0.nonceRule = rule }) { $0["nonce"] = value } == .nonceMismatch
                )
            }
        }
    }

    @Test func `Where a nonce is required a call without one is refused`() throws {
        for value: JSONValue? in [nil, .string("x"), .string("")] {
            #expect(try Self.code(policy: { $0.nonceRule = .required }) { $0["nonce"] = value } == .nonceMismatch)
        }
    }

    @Test func `Where a nonce is forbidden its mere presence is refused`() throws {
        let forbid: (inout ValidationPolicy) -> Void = { $0.nonceRule = .forbidden }
        #expect(try Self.code(policy: forbid) { _ in } == nil)
        #expect(try Self.code(policy: forbid) { $0["nonce"] = .string("") } == .nonceMismatch)
        #expect(try Self.code(policy: forbid) { $0["nonce"] = .string("x") } == .nonceMismatch)
        #expect(try Self.code(nonce: "x", policy: forbid) { $0["nonce"] = .string("x") } == .nonceMismatch)
    }

    @Test func `A nonce spelled with escapes is the nonce that they stand for`() throws {
        let validator = try Fixture.validator()
        let text = Fixture.issuer.claims(nonce: "n-1", at: Fixture.issuedAt).text.replacing(
            "\"n-1\"",
            with: #""\u006e-1""#
        )
        let key = Fixture.issuer.signingKey
        let header = Array(TestSigner.es256(key).header.text.utf8)
        let token = TestToken.compact(header: header, payload: Array(text.utf8), signedBy: .es256(key))
        #expect(validator.verdict(on: token, nonce: "n-1", at: Fixture.now).isValid)
        for nonce in ["\\u006e-1", "n-2", "n-"] {
            #expect(validator.verdict(on: token, nonce: nonce, at: Fixture.now).code == .nonceMismatch)
        }
    }
}
