internal import IDTokenCore
internal import IDTokenJWKS

/// Judges the tokens of one issuer for some of its clients, by a key set that refreshes itself or by secrets alone.
struct TokenJudge: Sendable {
    let validator: IDTokenValidator
    /// The same validator with its keys, where there is a key set.
    private let live: LiveIDTokenValidator?

    /// Makes a judge.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the policy is incomplete or contradicts the secrets.
    init(policy: ValidationPolicy, cache: KeySetCache?, secrets: [SharedSecret]) throws(IDTokenError) {
        if let cache {
            let live = try LiveIDTokenValidator(policy: policy, cache: cache, secrets: secrets)
            (self.live, validator) = (live, live.validator)
        } else {
            live = nil
            validator = try IDTokenValidator(policy: policy, secrets: secrets)
        }
    }

    /// Judges a token, and waits for the one refresh of the keys that could help it, if one is on its way.
    func validate(
        _ token: String,
        nonce: String?,
        subject: String?,
        at now: NumericDate,
        waitingUpTo duration: Duration
    ) async throws(IDTokenError) -> ValidatedIDToken {
        guard let live else { return try validator.validate(token, nonce: nonce, subject: subject, at: now) }
        return try await live.validate(token, nonce: nonce, subject: subject, at: now, waitingUpTo: duration)
    }
}
