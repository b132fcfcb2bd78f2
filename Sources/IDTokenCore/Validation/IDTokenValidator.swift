/// Decides whether ID tokens may be believed, locally and at once (OpenID Connect Core §3.1.3.7).
///
/// A validator is made once of a policy and keys and then used from any number of threads and tasks. Validating is
/// synchronous, never waits, and does no I/O; the time is an argument.
///
/// ```swift
/// let validator = try IDTokenValidator(
///     policy: ValidationPolicy(
///         issuer: "https://access.line.me", audiences: ["1234567890"], algorithms: [.es256]
///     ),
///     keys: JWKSet(parsing: keySetBytes)
/// )
/// let token = try validator.validate(received, nonce: remembered, at: now)
/// ```
public struct IDTokenValidator: Sendable {
    /// The policy that tokens are judged by.
    public var policy: ValidationPolicy { compiled.source }
    /// Which engine may judge ES256 signatures.
    public let engine: EngineChoice

    /// Where good signatures are remembered, if they are.
    public let cache: VerifiedTokenCache?

    let compiled: CompiledPolicy
    let keyProvider: (any KeySetProvider)?

    /// Makes a validator with a key set that stays as it is.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the policy is incomplete or contradicts the keys.
    ///   A key set without a usable key is no error: its tokens are refused one by one.
    public init(
        policy: ValidationPolicy,
        keys: JWKSet,
        secrets: [SharedSecret] = [],
        engine: EngineChoice = .automatic,
        cache: VerifiedTokenCache? = nil
    ) throws(IDTokenError) {
        let provider = FixedKeySet(keys: keys)
        try self.init(policy: policy, keyProvider: provider, secrets: secrets, engine: engine, cache: cache)
    }

    /// Makes a validator that knows shared secrets only, and so judges HS256 alone.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the policy is incomplete or contradicts the secrets.
    public init(policy: ValidationPolicy, secrets: [SharedSecret]) throws(IDTokenError) {
        compiled = try CompiledPolicy(policy, secrets: secrets, hasKeySet: false)
        keyProvider = nil
        engine = .automatic
        cache = nil
    }

    /// Makes a validator whose key set is read from a provider at every validation.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the policy is incomplete or contradicts the secrets.
    public init(
        policy: ValidationPolicy,
        keyProvider: some KeySetProvider,
        secrets: [SharedSecret] = [],
        engine: EngineChoice = .automatic,
        cache: VerifiedTokenCache? = nil
    ) throws(IDTokenError) {
        compiled = try CompiledPolicy(policy, secrets: secrets, hasKeySet: true)
        self.keyProvider = keyProvider
        self.engine = engine
        self.cache = cache
    }

    /// Judges a token and, if it may be believed, returns its claims.
    ///
    /// - Parameters:
    ///   - token: The compact serialization, exactly as received.
    ///   - nonce: The nonce that this server remembers for the login attempt; never one that came with the token. An
    ///     empty one is refused as ``ReasonCode/nonceMismatch``.
    ///   - subject: The subject that is expected, where the user is known already; `nil` for the policy's.
    ///   - now: The time of judging.
    /// - Returns: The token's claims, in one allocation.
    /// - Throws: ``IDTokenError`` with the code of the first rule that fails. No input traps.
    public func validate(
        _ token: String,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate
    ) throws(IDTokenError) -> ValidatedIDToken {
        try validate(token.utf8.span, nonce: nonce, subject: subject, at: now)
    }

    /// Judges a token given as bytes; see ``validate(_:nonce:subject:at:)-(String,_,_,_)``.
    public func validate(
        _ token: [UInt8],
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate
    ) throws(IDTokenError) -> ValidatedIDToken {
        try validate(token.span, nonce: nonce, subject: subject, at: now)
    }

    /// Judges a token given as borrowed bytes; see ``validate(_:nonce:subject:at:)-(String,_,_,_)``.
    public func validate(
        _ token: Span<UInt8>,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate
    ) throws(IDTokenError) -> ValidatedIDToken {
        let context = ThreadContext.current
        let keys = keyProvider?.keySet(at: now)
        let (nonceText, subjectText) = (nonce ?? "", subject ?? "")
        let verdict = judge(
            token.octets,
            nonce: nonceText.utf8.span,
            subject: subjectText.utf8.span,
            expected: Expectations(nonce: nonce != nil, subject: subject != nil),
            at: now,
            keys: keys,
            in: context
        )
        if let validated = ValidatedIDToken(verdict, on: context.reader, keys: keys) { return validated }
        let error = error(for: verdict, on: context.reader, keys: keys, at: now)
        throw reportUnknownKey(verdict, keys: keys, at: now) ? error.whileRefreshIsPending() : error
    }

    /// Judges a token and returns the bare decision: nothing is allocated, formatted or thrown.
    ///
    /// Parameters and rules are those of ``validate(_:nonce:subject:at:)-(String,_,_,_)``.
    public func verdict(
        on token: Span<UInt8>,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate
    ) -> Verdict {
        let (nonceText, subjectText) = (nonce ?? "", subject ?? "")
        let keys = keyProvider?.keySet(at: now)
        let verdict = judge(
            token.octets,
            nonce: nonceText.utf8.span,
            subject: subjectText.utf8.span,
            expected: Expectations(nonce: nonce != nil, subject: subject != nil),
            at: now,
            keys: keys,
            in: ThreadContext.current
        )
        _ = reportUnknownKey(verdict, keys: keys, at: now)
        return verdict
    }

    /// Judges a token given as text and returns the bare decision; see ``verdict(on:nonce:subject:at:)-(Span<UInt8>,_,_,_)``.
    public func verdict(
        on token: String,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate
    ) -> Verdict {
        verdict(on: token.utf8.span, nonce: nonce, subject: subject, at: now)
    }

    /// Builds the tables of the accelerated engine for all usable keys now, on the calling thread: about 20 ms and
    /// 150 KB a key. Without it they are built in the background once a key is in use.
    ///
    /// - Returns: How many keys have their table.
    @discardableResult
    public func prewarm(at now: NumericDate) -> Int {
        guard engine != .reference, case .keys(let set) = keyProvider?.keySet(at: now) else { return 0 }
        return set.prewarm()
    }
}
