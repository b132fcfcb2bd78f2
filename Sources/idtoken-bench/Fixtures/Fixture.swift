internal import IDTokenCore

/// A pool of tokens with the validators that judge them, proven to give the expected verdicts.
struct Fixture: Sendable {
    let pool: TokenPool
    /// The tokens in one piece.
    let texts: PackedTexts
    /// What is expected of each token.
    let nonces: [String]
    /// The validator as a user makes it, with its tables ready.
    let validator: IDTokenValidator
    /// The same with the reference engine alone.
    let reference: IDTokenValidator
    /// A validator with a cache in which all tokens of ES256 are. HS256 is not remembered.
    let remembering: IDTokenValidator
    /// A validator that refuses the tokens by the first rule after reading them, because it allows only the other
    /// algorithm: what it takes is the reading.
    let reading: IDTokenValidator
    /// What judges a signature for the default engine.
    let engine: SignatureEngine?

    /// Room for many more than the tokens of a pool, so that none displaces another.
    private static let cacheBytes = 128 << 20

    /// Makes the validators and proves them on every token.
    ///
    /// - Parameter keySet: Replaces the keys of the pool, for showing that the proof finds wrong ones.
    /// - Throws: ``BenchError`` if a good token is refused or a damaged one accepted.
    init(_ pool: TokenPool, keySet: [UInt8]? = nil) throws(BenchError) {
        self.pool = pool
        let texts = pool.texts
        self.texts = texts
        nonces = pool.makeNonces()
        do {
            let secret = try SharedSecret(pool.secret, audience: pool.policy.audiences[0])
            var other = pool.policy
            if pool.kind.isES256 {
                let keys = try JWKSet(parsing: keySet ?? pool.keySet)
                keys.prewarm()
                validator = try IDTokenValidator(policy: pool.policy, keys: keys)
                reference = try IDTokenValidator(policy: pool.policy, keys: keys, engine: .reference)
                remembering = try IDTokenValidator(
                    policy: pool.policy,
                    keys: keys,
                    cache: VerifiedTokenCache(maximumBytes: Self.cacheBytes)
                )
                other.algorithms = [.hs256]
                reading = try IDTokenValidator(policy: other, secrets: [secret])
            } else {
                validator = try IDTokenValidator(policy: pool.policy, secrets: [secret])
                (reference, remembering) = (validator, validator)
                other.algorithms = [.es256]
                reading = try IDTokenValidator(policy: other, keys: JWKSet(parsing: #"{"keys":[]}"#))
            }
        } catch {
            throw BenchError("The fixtures give no validator: \(error.message)")
        }
        let (nonce, judge) = (nonces[0], validator)
        engine = judge.verdict(on: texts[0], nonce: nonce, at: TokenPool.now).engine
        try FixtureProof.prove(self)
    }
}
