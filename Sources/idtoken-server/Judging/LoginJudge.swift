internal import IDTokenCore
internal import Logging

/// The whole decision on a login: the token, and its nonce, which is spent by a token that is otherwise valid.
struct LoginJudge: Sendable {
    let providers: ProviderTable
    let nonces: any NonceStore
    let meters: ServerMeters
    /// The time of day.
    let now: @Sendable () -> NumericDate
    /// How long a token whose key may be about to arrive waits for it.
    let keyWait: Duration

    /// Judges a token and spends its nonce, if one is expected.
    func validate(_ request: TokenRequest, logger: Logger) async throws(LoginError) -> ValidatedIDToken {
        let validated: ValidatedIDToken
        do throws(IDTokenError) {
            validated = try await providers.judge(for: request.token).validate(
                request.token,
                nonce: request.nonce,
                subject: request.subject,
                at: now(),
                waitingUpTo: keyWait
            )
        } catch {
            throw .rejected(error)
        }
        if let nonce = request.nonce { try await spend(nonce, binding: request.binding, logger) }
        return validated
    }

    private func spend(_ nonce: String, binding: String?, _ logger: Logger) async throws(LoginError) {
        let outcome: NonceOutcome
        do throws(NonceStoreError) {
            outcome = try await nonces.consume(nonce, binding: binding, at: now())
        } catch {
            let error = LoginError.storeUnavailable(error)
            note(error, logger)
            throw error
        }
        meters.noteSpending(outcome)
        if case .refused(let refusal) = outcome {
            let error = LoginError.nonceRefused(refusal)
            note(error, logger)
            throw error
        }
    }

    /// Logs what only this server may know: which way a nonce was used up, or why the store failed.
    func note(_ error: LoginError, _ logger: Logger) {
        switch error {
        case .nonceRefused(let refusal):
            logger.notice("A good token was refused for its nonce.", metadata: ["refusal": "\(refusal)"])
        case .storeUnavailable(let error):
            logger.error("The nonce store failed.", metadata: ["code": "\(error.code)", "reason": "\(error.message)"])
        case .rejected, .tokenAlreadyUsed:
            break
        }
    }
}
