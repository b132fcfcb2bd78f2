/// Issues nonces and lets each be spent once (OpenID Connect Core §3.1.3.7, rule 11, and §15.5.2).
///
/// A store decides alone whether a nonce is spent: of any number of calls at the same time, in all processes that share
/// the store, exactly one is told ``NonceOutcome/consumed``. It refuses to issue before it forgets a nonce that could
/// still be spent, or that was spent and has not lapsed.
///
/// The times are arguments. A clock that jumps ahead lets nonces lapse early; one that is set back makes none spendable
/// again.
public protocol NonceStore: Sendable {
    /// Makes a nonce and remembers it.
    ///
    /// - Parameters:
    ///   - lifetime: Seconds for which it can be spent, from 1 to ``Nonce/maximumLifetime``.
    ///   - binding: What identifies the session that asks, if the nonce shall be spent by that session alone. Not empty.
    ///   - now: The time of issuing.
    /// - Throws: ``NonceStoreError``, for example because the store is full. Nothing is remembered then.
    func issue(lifetime: Int, binding: String?, at now: NumericDate) async throws(NonceStoreError) -> Nonce

    /// Spends a nonce, if it was issued, is unspent, has not lapsed and is bound to the same session.
    ///
    /// - Parameters:
    ///   - nonce: The text that the token carries.
    ///   - binding: The session that presents it; `nil` for a nonce that was issued without one. Both must agree.
    ///   - now: The time of spending; from ``Nonce/expiration`` on it is too late.
    /// - Throws: ``NonceStoreError`` if the store cannot tell. The token must then not be accepted, and the nonce may or
    ///   may not be spent.
    func consume(_ nonce: String, binding: String?, at now: NumericDate) async throws(NonceStoreError) -> NonceOutcome

    /// Spends several nonces in their order, each as ``consume(_:binding:at:)`` would. A durable store pays for one
    /// write in place of many; the default calls the other for each.
    ///
    /// - Returns: As many results as there are spendings, in their order.
    func consume(
        _ spendings: [NonceSpending],
        at now: NumericDate
    ) async -> [Result<NonceOutcome, NonceStoreError>]
}

/// One nonce to be spent, for ``NonceStore/consume(_:at:)``.
public struct NonceSpending: Hashable, Sendable {
    /// The text that the token carries.
    public let nonce: String
    /// The session that presents it, or `nil` for a nonce that was issued without one.
    public let binding: String?

    /// Makes a spending.
    public init(nonce: String, binding: String? = nil) {
        self.nonce = nonce
        self.binding = binding
    }
}

extension NonceStore {
    /// Makes a nonce that lives for ``Nonce/defaultLifetime`` and remembers it; see ``issue(lifetime:binding:at:)``.
    public func issue(binding: String? = nil, at now: NumericDate) async throws(NonceStoreError) -> Nonce {
        try await issue(lifetime: Nonce.defaultLifetime, binding: binding, at: now)
    }

    /// Spends a nonce that was issued without a binding; see ``consume(_:binding:at:)``.
    public func consume(_ nonce: String, at now: NumericDate) async throws(NonceStoreError) -> NonceOutcome {
        try await consume(nonce, binding: nil, at: now)
    }

    /// Spends one after another.
    public func consume(
        _ spendings: [NonceSpending],
        at now: NumericDate
    ) async -> [Result<NonceOutcome, NonceStoreError>] {
        var results: [Result<NonceOutcome, NonceStoreError>] = []
        results.reserveCapacity(spendings.count)
        for spending in spendings {
            do throws(NonceStoreError) {
                results.append(.success(try await consume(spending.nonce, binding: spending.binding, at: now)))
            } catch {
                results.append(.failure(error))
            }
        }
        return results
    }
}
