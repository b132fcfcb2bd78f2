internal import IDTokenCore

/// Shows, before anything is measured, that the tokens are what they are taken for: every good one is accepted by both
/// engines, alone and in a batch, and by the floor; every damaged one is refused.
enum FixtureProof {
    /// Proves a fixture.
    static func prove(_ fixture: Fixture) throws(BenchError) {
        let pool = fixture.pool
        if let odd = pool.tokens.first(where: { !TokenPool.tokenBytes.contains($0.text.count) }) {
            throw BenchError("A token of the fixtures has \(odd.text.count) bytes, which is not usual.")
        }
        guard Set(pool.tokens.map(\.text)).count == pool.tokens.count else {
            throw BenchError("Two tokens of the fixtures are the same.")
        }
        for (name, validator) in [
            ("default", fixture.validator), ("reference", fixture.reference), ("remembering", fixture.remembering),
        ] {
            try proveGood(fixture, validator, name)
            try proveDamaged(fixture, validator, name)
        }
        if pool.kind.isES256 { try proveRemembered(fixture) }
        for index in pool.tokens.indices {
            let verdict = fixture.reading.verdict(
                on: fixture.texts[index],
                nonce: fixture.nonces[index],
                at: TokenPool.now
            )
            guard verdict.code == .unsupportedAlgorithm else {
                throw BenchError("Reading alone did not end at the algorithm.")
            }
        }
        try proveFloor(pool)
    }

    private static func proveGood(
        _ fixture: Fixture,
        _ validator: IDTokenValidator,
        _ name: String
    ) throws(BenchError) {
        let pool = fixture.pool
        let expected: ReasonCode? = pool.kind == .hs256Expired ? .expired : nil
        var batch = TokenBatch()
        for index in pool.tokens.indices {
            let verdict = validator.verdict(on: fixture.texts[index], nonce: fixture.nonces[index], at: TokenPool.now)
            guard verdict.isJudged, verdict.code == expected else {
                throw BenchError("The \(name) validator refused a good token: \(verdict.code?.rawValue ?? "no code").")
            }
            batch.append(fixture.texts[index], nonce: fixture.nonces[index])
        }
        let results = validator.validateBatch(batch, at: TokenPool.now)
        guard results.verdicts.allSatisfy({ $0.isJudged && $0.code == expected }) else {
            throw BenchError("The \(name) validator refused in a batch what it accepted alone.")
        }
        guard pool.kind == .hs256Expired else { return }
        for index in pool.tokens.indices {
            let inTime = TokenPool.now.advanced(bySeconds: -86_400)
            guard validator.verdict(on: fixture.texts[index], nonce: fixture.nonces[index], at: inTime).isValid else {
                throw BenchError("An expired token of the fixtures was never good.")
            }
        }
    }

    /// All tokens are in the cache by now, and still stand for themselves only.
    private static func proveRemembered(_ fixture: Fixture) throws(BenchError) {
        for index in fixture.pool.tokens.indices {
            let verdict = fixture.remembering.verdict(
                on: fixture.texts[index],
                nonce: fixture.nonces[index],
                at: TokenPool.now
            )
            guard verdict.isValid, verdict.engine == .cache else {
                throw BenchError("A token of the fixtures was not remembered.")
            }
        }
    }

    /// Each token is damaged in one of four ways; an expired one is refused for that whatever else is wrong.
    private static func proveDamaged(
        _ fixture: Fixture,
        _ validator: IDTokenValidator,
        _ name: String
    ) throws(BenchError) {
        let tokens = fixture.pool.tokens
        let isExpired = fixture.pool.kind == .hs256Expired
        var batch = TokenBatch()
        var expected: [ReasonCode?] = []
        for (index, token) in tokens.enumerated() {
            var (signature, nonce) = (token.signature, token.nonce)
            var code: ReasonCode? = .invalidSignature
            switch index % 4 {
            case 0: signature[signature.count - 1 - index % 16] ^= 1
            case 1: signature[index % 16] ^= 0x10
            case 2: signature = tokens[(index + 1) % tokens.count].signature
            default: (nonce, code) = (nonce + "x", .nonceMismatch)
            }
            if isExpired { code = .expired }
            let text = token.signingInput + [UInt8(ascii: ".")] + Array(Base64URL.encode(signature).utf8)
            let verdict = validator.verdict(on: text.span, nonce: nonce, at: TokenPool.now)
            guard !verdict.isValid, verdict.code == code else {
                throw BenchError("The \(name) validator did not refuse a damaged token for its damage.")
            }
            batch.append(text.span, nonce: nonce)
            expected.append(code)
        }
        guard validator.validateBatch(batch, at: TokenPool.now).verdicts.map(\.code) == expected else {
            throw BenchError("The \(name) validator judged damaged tokens otherwise in a batch than alone.")
        }
    }

    private static func proveFloor(_ pool: TokenPool) throws(BenchError) {
        let count = pool.tokens.count
        if pool.kind.isES256 {
            let floor = try DigestVerifyFloor(pool)
            for (index, token) in pool.tokens.enumerated() {
                let otherKey = (token.key + 1) % pool.publicPoints.count
                guard floor.verify(index, message: index, key: token.key),
                    !floor.verify(index, message: (index + 1) % count, key: token.key),
                    otherKey == token.key || !floor.verify(index, message: index, key: otherKey)
                else { throw BenchError("The floor of ES256 is wrong about a token.") }
            }
        } else {
            let floor = try MACFloor(pool)
            for index in 0..<count {
                guard floor.verify(index, message: index), !floor.verify(index, message: (index + 1) % count) else {
                    throw BenchError("The floor of HS256 is wrong about a token.")
                }
            }
        }
    }
}
