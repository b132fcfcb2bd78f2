public import IDTokenCore

/// The server's part of a secure login with LINE: issue a nonce, take what the app sends, and know the user.
///
/// ```swift
/// let login = LINELogin(validator: validator, nonces: InMemoryNonceStore())
/// let nonce = try await login.issueNonce(binding: session, at: now)
/// // The app logs in with the nonce and sends the ID token.
/// let user = try await login.registration(from: .idToken(token, nonce: nonce.value, binding: session), at: later)
/// ```
public struct LINELogin: Sendable {
    /// Judges ID tokens.
    public let validator: LINEValidator
    /// Issues nonces and lets each be spent once.
    public let nonces: any NonceStore
    /// Remembers used tokens of LIFF apps; `nil` if these may be used until they are too old.
    public let usedTokens: (any TokenUseStore)?
    /// Asks LINE about access tokens; `nil` if none are taken.
    public let api: LINEAPIClient?

    /// Puts the parts together.
    public init(
        validator: LINEValidator,
        nonces: any NonceStore,
        usedTokens: (any TokenUseStore)? = nil,
        api: LINEAPIClient? = nil
    ) {
        self.validator = validator
        self.nonces = nonces
        self.usedTokens = usedTokens
        self.api = api
    }

    /// Issues the nonce for one login attempt.
    ///
    /// - Parameters:
    ///   - lifetime: Seconds in which the login must be done.
    ///   - binding: What identifies the session that asks, if the nonce shall be spent by that session alone.
    ///   - now: The time of issuing.
    /// - Throws: ``NonceStoreError``, for example because the store is full.
    public func issueNonce(
        lifetime: Int = Nonce.defaultLifetime,
        binding: String? = nil,
        at now: NumericDate
    ) async throws(NonceStoreError) -> Nonce {
        try await nonces.issue(lifetime: lifetime, binding: binding, at: now)
    }

    /// Judges what an app has sent, and says who the user is.
    ///
    /// An ID token is judged here, in microseconds; its nonce is spent. An access token is judged by LINE.
    ///
    /// - Throws: ``LINELoginError``; ``LINELoginError/isRefusal`` tells a bad credential from one that cannot be judged
    ///   now.
    public func registration(
        from credential: LINECredential,
        at now: NumericDate
    ) async throws(LINELoginError) -> LINEUser {
        switch credential {
        case .idToken(let token, let nonce, let binding):
            do throws(LoginError) {
                return LINEUser(
                    try await validator.validate(token, nonce: nonce, binding: binding, at: now, spending: nonces)
                )
            } catch {
                throw .idToken(error)
            }
        case .liffIDToken(let token):
            do throws(LoginError) {
                return LINEUser(try await liffToken(token, at: now))
            } catch {
                throw .idToken(error)
            }
        case .accessToken(let text):
            guard let api else { throw .accessTokensNotTaken }
            do throws(LINEAPIError) {
                let channelIDs = validator.channels.map(\.id)
                let (status, profile) = try await api.verifiedProfile(of: LINEAccessToken(text), channelIDs: channelIDs)
                return LINEUser(status, profile)
            } catch {
                throw .accessToken(error)
            }
        }
    }

    private func liffToken(_ token: String, at now: NumericDate) async throws(LoginError) -> LINEIDToken {
        if let usedTokens { return try await validator.validateLIFF(token, at: now, usingOnce: usedTokens) }
        do throws(IDTokenError) {
            return try validator.validateLIFF(token, at: now)
        } catch {
            throw .rejected(error)
        }
    }
}
