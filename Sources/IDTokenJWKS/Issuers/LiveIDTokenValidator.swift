public import IDTokenCore

/// An ``IDTokenValidator`` whose keys refresh themselves, with what only that makes possible: waiting for a key that has
/// just been published, and measuring.
///
/// ```swift
/// let cache = try KeySetCache(source: HTTPKeySetSource("https://api.line.me/oauth2/v2.1/certs"))
/// cache.start()
/// let validator = try LiveIDTokenValidator(policy: policy, cache: cache)
/// let token = try await validator.validate(received, nonce: remembered, at: .now, waitingUpTo: .seconds(2))
/// ```
public struct LiveIDTokenValidator: Sendable {
    /// The validator itself, for batches and bare verdicts.
    public let validator: IDTokenValidator
    /// Where its keys come from.
    public let cache: KeySetCache
    /// How the issuer's clock and ours differ, as far as tokens tell.
    public let clockSkew: ClockSkewMeter

    private let meter: ValidationMeter

    /// One of so many valid tokens of a batch tells of the issuer's clock.
    private static let validTokensPerMeasurement = 64

    /// Makes a validator.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the policy is incomplete or contradicts the secrets.
    public init(
        policy: ValidationPolicy,
        cache: KeySetCache,
        secrets: [SharedSecret] = [],
        engine: EngineChoice = .automatic
    ) throws(IDTokenError) {
        validator = try IDTokenValidator(policy: policy, keyProvider: cache, secrets: secrets, engine: engine)
        self.cache = cache
        clockSkew = ClockSkewMeter(issuer: policy.issuer)
        meter = ValidationMeter(issuer: policy.issuer)
    }

    /// Judges a token by the keys that are held now; see `IDTokenValidator.validate`. Never waits.
    ///
    /// - Throws: ``IDTokenError``; where its `isRefreshPending` is true, the same token may be good in a moment.
    public func validate(
        _ token: String,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate
    ) throws(IDTokenError) -> ValidatedIDToken {
        do throws(IDTokenError) {
            let validated = try validator.validate(token, nonce: nonce, subject: subject, at: now)
            note(validated, at: now)
            return validated
        } catch {
            meter.noteRejection(error.code)
            throw error
        }
    }

    /// Judges a token and, where its key is unknown or no keys are held, waits for the one refresh that is on its way and
    /// judges once more.
    ///
    /// A made-up key identifier costs its sender this wait and nobody else anything: all who wait share one attempt, and
    /// within a cool-down that outlasts the wait nobody waits at all.
    ///
    /// - Parameter duration: How long to wait at most.
    /// - Throws: ``IDTokenError`` as from the second judgement.
    public func validate(
        _ token: String,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate,
        waitingUpTo duration: Duration
    ) async throws(IDTokenError) -> ValidatedIDToken {
        let basis = cache.basis
        do throws(IDTokenError) {
            let validated = try validator.validate(token, nonce: nonce, subject: subject, at: now)
            note(validated, at: now)
            return validated
        } catch {
            guard error.isRefreshPending || error.code == .keysUnavailable,
                await cache.waitForPendingRefresh(since: basis, upTo: duration)
            else {
                meter.noteRejection(error.code)
                throw error
            }
        }
        return try validate(token, nonce: nonce, subject: subject, at: now)
    }

    /// Judges a batch and, where some of its keys are unknown or no keys are held, waits for the refresh that is on its
    /// way and judges the batch once more, by one set of keys.
    ///
    /// - Parameter duration: How long to wait at most; `zero` not to wait, though the refresh is asked for.
    public func validateBatch(
        _ batch: TokenBatch,
        at now: NumericDate,
        options: BatchOptions = BatchOptions(),
        waitingUpTo duration: Duration
    ) async -> BatchResults {
        let basis = cache.basis
        var results = validator.validateBatch(batch, at: now, options: options)
        if isWorthRepeating(results), duration > .zero,
            await cache.waitForPendingRefresh(since: basis, upTo: duration)
        {
            results = validator.validateBatch(batch, at: now, options: options)
        }
        note(results, at: now)
        return results
    }

    /// Whether a refresh could change a result; asks for it by looking at the first token of which it could.
    private func isWorthRepeating(_ results: BatchResults) -> Bool {
        for (index, verdict) in results.verdicts.enumerated() {
            if verdict.code == .keysUnavailable { return true }
            guard verdict.code == .unknownKey, verdict.claim != nil else { continue }
            if case .rejected(let error) = results[index] { return error.isRefreshPending }
        }
        return false
    }

    /// Counts the verdicts of a batch, and measures the skew by some of its valid tokens: reading the claims of all would
    /// cost as much as a quarter of the judging.
    private func note(_ results: BatchResults, at now: NumericDate) {
        meter.note(results.verdicts)
        let valid = results.verdicts.indices.lazy.filter { results.verdicts[$0].isValid }
        for (count, index) in valid.enumerated() where count.isMultiple(of: Self.validTokensPerMeasurement) {
            if case .valid(let token) = results[index] { clockSkew.note(issuedAt: token.issuedAt, at: now) }
        }
    }

    private func note(_ token: ValidatedIDToken, at now: NumericDate) {
        meter.noteValid()
        clockSkew.note(issuedAt: token.issuedAt, at: now)
    }
}
