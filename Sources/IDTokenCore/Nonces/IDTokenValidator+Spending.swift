extension IDTokenValidator {
    /// Judges a token and, if every rule holds, spends its nonce: the whole decision on a login.
    ///
    /// The nonce is compared before the store is asked, and spent only by a token that is otherwise valid, so that a
    /// forged token cannot use up a nonce.
    ///
    /// - Parameters:
    ///   - token: The compact serialization, exactly as received.
    ///   - nonce: The nonce that this server remembers for the login attempt. It must not be empty.
    ///   - binding: What identifies the session that presents the token, if the nonce was issued with a binding.
    ///   - subject: The subject that is expected, where the user is known already; `nil` for the policy's.
    ///   - now: The time of judging and spending.
    ///   - store: Where the nonce was issued.
    /// - Throws: ``LoginError``; nothing was spent unless the store failed while spending.
    public func validate(
        _ token: String,
        nonce: String,
        binding: String? = nil,
        subject: String? = nil,
        at now: NumericDate,
        spending store: some NonceStore
    ) async throws(LoginError) -> ValidatedIDToken {
        let validated = try judged(Array(token.utf8), nonce: nonce, subject: subject, at: now)
        try await Self.spend(nonce, binding, at: now, in: store)
        return validated
    }

    /// Judges a token given as bytes and spends its nonce; see
    /// ``validate(_:nonce:binding:subject:at:spending:)-(String,_,_,_,_,_)``.
    public func validate(
        _ token: [UInt8],
        nonce: String,
        binding: String? = nil,
        subject: String? = nil,
        at now: NumericDate,
        spending store: some NonceStore
    ) async throws(LoginError) -> ValidatedIDToken {
        let validated = try judged(token, nonce: nonce, subject: subject, at: now)
        try await Self.spend(nonce, binding, at: now, in: store)
        return validated
    }

    /// Judges a token that has no nonce and, if every rule holds, lets its content be used this once.
    ///
    /// - Parameters:
    ///   - token: The compact serialization, exactly as received.
    ///   - subject: The subject that is expected, where the user is known already; `nil` for the policy's.
    ///   - now: The time of judging and using.
    ///   - store: Where used tokens are remembered, for as long as the policy would accept them.
    /// - Throws: ``LoginError``; the token's use was not noted unless the store failed while noting it.
    public func validate(
        _ token: String,
        subject: String? = nil,
        at now: NumericDate,
        usingOnce store: some TokenUseStore
    ) async throws(LoginError) -> ValidatedIDToken {
        let bytes = Array(token.utf8)
        let validated = try judged(bytes, nonce: nil, subject: subject, at: now)
        let use: TokenUse
        do throws(NonceStoreError) {
            use = try await store.use(SigningInputDigest(of: bytes), until: lastAcceptance(of: validated), at: now)
        } catch {
            throw .storeUnavailable(error)
        }
        guard use == .first else { throw .tokenAlreadyUsed }
        return validated
    }

    /// From when on the policy refuses a valid token for its age: the leeway counts, or a token could be used again in
    /// the minutes after `exp`.
    private func lastAcceptance(of token: ValidatedIDToken) -> NumericDate {
        let expiration = token.expiration.advanced(bySeconds: compiled.leeway)
        guard let maximumTokenAge = compiled.maximumTokenAge else { return expiration }
        // At this very time the token is not yet too old.
        let end = token.issuedAt.advanced(bySeconds: maximumTokenAge).advanced(bySeconds: compiled.leeway + 1)
        return min(expiration, end)
    }

    private func judged(
        _ token: [UInt8],
        nonce: String?,
        subject: String?,
        at now: NumericDate
    ) throws(LoginError) -> ValidatedIDToken {
        do throws(IDTokenError) {
            return try validate(token, nonce: nonce, subject: subject, at: now)
        } catch {
            throw .rejected(error)
        }
    }

    private static func spend(
        _ nonce: String,
        _ binding: String?,
        at now: NumericDate,
        in store: some NonceStore
    ) async throws(LoginError) {
        let outcome: NonceOutcome
        do throws(NonceStoreError) {
            outcome = try await store.consume(nonce, binding: binding, at: now)
        } catch {
            throw .storeUnavailable(error)
        }
        if case .refused(let refusal) = outcome { throw .nonceRefused(refusal) }
    }
}
