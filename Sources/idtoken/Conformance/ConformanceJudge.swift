internal import IDTokenCore

/// Judges a case in every way that there is.
struct ConformanceJudge {
    /// What one way of judging came to: valid, or rejected with a code.
    struct Finding: Equatable {
        let code: ReasonCode?

        static let valid = Finding(code: nil)

        /// `valid`, or the code.
        var name: String { code?.rawValue ?? "valid" }
    }

    /// What all ways came to, in their order.
    struct Judgement {
        let findings: [(way: String, finding: Finding)]

        /// What counts if all agree.
        var first: Finding { findings.first?.finding ?? .valid }

        /// Who says what, if not all say the same.
        var disagreement: String? {
            guard findings.contains(where: { $0.finding != first }) else { return nil }
            return findings.map { "\($0.way) says \($0.finding.name)" }.joined(separator: ", ")
        }
    }

    /// Key sets that came last: many cases share one, and a table of the accelerated engine costs some 20 ms.
    private static let maximumKeySets = 16

    private let engines: [EngineChoice]
    private var keySets: [[UInt8]: JWKSet] = [:]

    init(engines: [EngineChoice]) {
        self.engines = engines
    }

    /// Judges a case by every engine, a token through the single and the batch API.
    mutating func judge(_ testCase: ConformanceCase) -> Judgement {
        var findings: [(String, Finding)] = []
        for engine in engines {
            switch testCase.subject {
            case .token(let subject):
                findings += judge(subject, engine)
            case .signature(let signature, let message, let algorithm, let key):
                let finding = Self.finding { () throws(IDTokenError) in
                    let key = try Self.verificationKey(key)
                    guard key.algorithm == algorithm else {
                        throw IDTokenError(.invalidKey, message: "The key is not for the algorithm.")
                    }
                    switch key {
                    case .publicKey(let jwk):
                        try SignatureVerifier.verifyES256(signature, of: message, by: jwk, engine: engine)
                    case .secret(let secret):
                        try SignatureVerifier.verifyHS256(signature, of: message, by: secret)
                    }
                }
                findings.append(("\(engine)", finding))
            case .jws(let jws, let key):
                let finding = Self.finding { () throws(IDTokenError) in
                    try SignatureVerifier.verify(jws: Array(jws.utf8), by: Self.verificationKey(key), engine: engine)
                }
                findings.append(("\(engine)", finding))
            }
        }
        return Judgement(findings: findings)
    }

    private mutating func judge(
        _ subject: ConformanceCase.TokenSubject,
        _ engine: EngineChoice
    ) -> [(String, Finding)] {
        let validator: IDTokenValidator
        do {
            validator = try self.validator(subject, engine)
        } catch {
            return [("\(engine)", Finding(code: error.code))]
        }
        let (token, now) = (subject.token, subject.now)
        let single = Self.finding { () throws(IDTokenError) in
            _ = try validator.validate(token, nonce: subject.nonce, subject: subject.subject, at: now)
        }
        let verdict = validator.verdict(on: token, nonce: subject.nonce, subject: subject.subject, at: now)
        // Beside a neighbour, so that there is a batch to speak of.
        var batch = TokenBatch()
        for _ in 0..<2 { batch.append(token, nonce: subject.nonce, subject: subject.subject) }
        let results = validator.validateBatch(batch, at: now)
        var findings = [("\(engine) single", single), ("\(engine) verdict", Finding(code: verdict.code))]
        for index in 0..<2 {
            findings.append(("\(engine) batch", Finding(code: results.verdicts[index].code)))
            switch results[index] {
            case .valid: findings.append(("\(engine) batch result", .valid))
            case .rejected(let error): findings.append(("\(engine) batch result", Finding(code: error.code)))
            case .notJudged: findings.append(("\(engine) batch result", Finding(code: .keysUnavailable)))
            }
        }
        return findings
    }

    /// Makes a validator as the case says: keys alone allow ES256, a secret alone HS256, both either.
    private mutating func validator(
        _ subject: ConformanceCase.TokenSubject,
        _ engine: EngineChoice
    ) throws(IDTokenError) -> IDTokenValidator {
        var secrets: [SharedSecret] = []
        if let secret = subject.secret {
            for audience in subject.audiences { secrets.append(try SharedSecret(secret, audience: audience)) }
        }
        var algorithms: Set<SigningAlgorithm> = []
        if subject.keySet != nil { algorithms.insert(.es256) }
        if subject.secret != nil { algorithms.insert(.hs256) }
        let policy = ValidationPolicy(
            issuer: subject.issuer,
            audiences: subject.audiences,
            algorithms: algorithms,
            leeway: subject.leeway,
            maximumAuthenticationAge: subject.maximumAge,
            nonceRule: .uncheckedUnlessGiven
        )
        guard let text = subject.keySet else { return try IDTokenValidator(policy: policy, secrets: secrets) }
        return try IDTokenValidator(policy: policy, keys: keySet(text), secrets: secrets, engine: engine)
    }

    private mutating func keySet(_ text: [UInt8]) throws(IDTokenError) -> JWKSet {
        if let set = keySets[text] { return set }
        let set = try JWKSet(parsing: text)
        if keySets.count >= Self.maximumKeySets { keySets.removeAll() }
        keySets[text] = set
        return set
    }

    /// The usable form of a case's key.
    private static func verificationKey(_ source: ConformanceCase.KeySource) throws(IDTokenError) -> VerificationKey {
        switch source {
        case .secret(let bytes): return .secret(try SharedSecret(bytes, audience: "any"))
        case .jwk(let entry):
            guard let key = JWKSet(entries: [entry]).keys.first else {
                throw IDTokenError(.invalidKey, message: "The case has no key.")
            }
            return .publicKey(key)
        }
    }

    private static func finding(_ body: () throws(IDTokenError) -> Void) -> Finding {
        do {
            try body()
            return .valid
        } catch {
            return Finding(code: error.code)
        }
    }
}
