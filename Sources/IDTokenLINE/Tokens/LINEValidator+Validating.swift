public import IDTokenCore

extension LINEValidator {
    /// Judges the token of a login by app or web and compares its nonce. Whoever calls must see to it that the nonce is
    /// used once only, for example by taking it out of the session.
    ///
    /// - Parameters:
    ///   - token: The ID token, exactly as received.
    ///   - nonce: The nonce that this server remembers for the login attempt; never one that came with the token.
    ///   - userID: The user who is expected, if known already.
    ///   - now: The time of judging.
    /// - Throws: ``IDTokenError`` with the code of the first rule that fails.
    public func validate(
        _ token: String,
        nonce: String,
        userID: String? = nil,
        at now: NumericDate
    ) throws(IDTokenError) -> LINEIDToken {
        try accepted(logins.validate(token, nonce: nonce, subject: userID, at: now), .nonceCompared)
    }

    /// Judges the token of a login by app or web and, if every rule holds, spends its nonce.
    ///
    /// - Parameters:
    ///   - token: The ID token, exactly as received.
    ///   - nonce: The nonce that this server issued for the login attempt.
    ///   - binding: What identifies the session that presents the token, if the nonce was issued with a binding.
    ///   - userID: The user who is expected, if known already.
    ///   - now: The time of judging and spending.
    ///   - store: Where the nonce was issued.
    /// - Throws: ``LoginError``.
    public func validate(
        _ token: String,
        nonce: String,
        binding: String? = nil,
        userID: String? = nil,
        at now: NumericDate,
        spending store: some NonceStore
    ) async throws(LoginError) -> LINEIDToken {
        let validated = try await logins.validate(
            token,
            nonce: nonce,
            binding: binding,
            subject: userID,
            at: now,
            spending: store
        )
        return try acceptedLogin(validated, .nonceSpent)
    }

    /// Judges the token of a LIFF app, which has no nonce: the same token is accepted again until it is too old.
    ///
    /// - Throws: ``IDTokenError`` with the code of the first rule that fails; ``ReasonCode/nonceMismatch`` if the token
    ///   has a nonce, or if tokens of LIFF apps are refused altogether.
    public func validateLIFF(
        _ token: String,
        userID: String? = nil,
        at now: NumericDate
    ) throws(IDTokenError) -> LINEIDToken {
        // A validator of logins refuses every token for which no nonce is expected.
        try accepted((liff ?? logins).validate(token, subject: userID, at: now), .ageAlone)
    }

    /// Judges the token of a LIFF app and, if every rule holds, lets its content be used this once.
    ///
    /// - Throws: ``LoginError``.
    public func validateLIFF(
        _ token: String,
        userID: String? = nil,
        at now: NumericDate,
        usingOnce store: some TokenUseStore
    ) async throws(LoginError) -> LINEIDToken {
        let validated = try await (liff ?? logins).validate(token, subject: userID, at: now, usingOnce: store)
        return try acceptedLogin(validated, .usedOnce)
    }

    private func accepted(
        _ token: ValidatedIDToken,
        _ protection: LINEReplayProtection
    ) throws(IDTokenError) -> LINEIDToken {
        // A valid token names one of our channels; without this word for it there would be a trap here.
        guard let channelID = channelID(of: token) else {
            throw IDTokenError(.audienceMismatch, claim: "aud", message: "The token is for another channel.")
        }
        return LINEIDToken(token: token, channelID: channelID, replayProtection: protection)
    }

    private func acceptedLogin(
        _ token: ValidatedIDToken,
        _ protection: LINEReplayProtection
    ) throws(LoginError) -> LINEIDToken {
        do throws(IDTokenError) {
            return try accepted(token, protection)
        } catch {
            throw .rejected(error)
        }
    }
}
