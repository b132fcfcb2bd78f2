public import IDTokenCore
internal import Synchronization

/// Validators of many issuers, found by a token's `iss` in constant time.
///
/// Every issuer has a policy, a cache and a cool-down of its own: the outage of one, or a flood of tokens in its name,
/// does not touch another. The `iss` of a token that was not judged yet decides nothing but which validator judges it, and
/// that one compares it byte for byte.
public final class IssuerRegistry: Sendable {
    /// Never changed once published, so that finding a validator takes no lock.
    private final class Table: Sendable {
        let validators: [String: LiveIDTokenValidator]

        init(_ validators: [String: LiveIDTokenValidator]) { self.validators = validators }
    }

    private let table: PublishedCell<Table>
    /// Held by those who change the table, one at a time.
    private let changing = Mutex(())

    /// Makes a registry.
    public init(_ validators: [LiveIDTokenValidator] = []) {
        let named = validators.map { ($0.validator.policy.issuer, $0) }
        table = PublishedCell(Table(Dictionary(named) { _, last in last }))
    }

    /// Adds an issuer, in the place of one of the same name.
    ///
    /// - Returns: The validator that was there before, if any; its cache goes on until it is stopped or let go.
    @discardableResult
    public func add(_ validator: LiveIDTokenValidator) -> LiveIDTokenValidator? {
        change { $0.updateValue(validator, forKey: validator.validator.policy.issuer) }
    }

    /// Removes an issuer, whose tokens then are ``ReasonCode/issuerMismatch``.
    @discardableResult
    public func remove(issuer: String) -> LiveIDTokenValidator? {
        change { $0.removeValue(forKey: issuer) }
    }

    /// Replaces the table: linear in the number of issuers, which change seldom.
    private func change<Result>(_ body: (inout [String: LiveIDTokenValidator]) -> Result) -> Result {
        changing.withLock { _ in
            var validators = table.read { $0.validators }
            let result = body(&validators)
            table.publish(Table(validators))
            return result
        }
    }

    /// The validator of an issuer.
    public subscript(issuer: String) -> LiveIDTokenValidator? {
        table.read { $0.validators[issuer] }
    }

    /// All validators, in no order.
    public var all: [LiveIDTokenValidator] { table.read { Array($0.validators.values) } }

    /// Begins to refresh the keys of all issuers in the background.
    public func start() {
        for validator in all { validator.cache.start() }
    }

    /// Ends refreshing for all issuers.
    public func stop() {
        for validator in all { validator.cache.stop() }
    }

    /// The validator that a token's `iss` asks for.
    ///
    /// - Throws: ``IDTokenError`` with the code of the rule of syntax that the token breaks, with
    ///   ``ReasonCode/missingClaim`` or ``ReasonCode/invalidClaim`` if it has no `iss` or one that is no string, or with
    ///   ``ReasonCode/issuerMismatch`` if nobody here is responsible.
    public func validator(for token: String) throws(IDTokenError) -> LiveIDTokenValidator {
        let unverified = try UnverifiedIDToken(parsing: token)
        guard let claim = unverified.claims["iss"] else {
            throw IDTokenError(.missingClaim, claim: "iss", expected: "present", message: "The token has no claim iss.")
        }
        guard let issuer = claim.stringValue else {
            throw IDTokenError(
                .invalidClaim,
                claim: "iss",
                expected: "a string",
                message: "The claim iss is no string."
            )
        }
        guard let validator = self[issuer] else {
            throw IDTokenError(
                .issuerMismatch,
                claim: "iss",
                expected: "a known issuer",
                actual: ForeignText.shown(issuer),
                message: "The token is of an issuer that is not known here."
            )
        }
        return validator
    }

    /// Judges a token by the validator that its `iss` asks for. Never waits; the token is read twice.
    public func validate(
        _ token: String,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate
    ) throws(IDTokenError) -> ValidatedIDToken {
        try validator(for: token).validate(token, nonce: nonce, subject: subject, at: now)
    }

    /// Judges a token by the validator that its `iss` asks for, and waits for one refresh where that could help.
    public func validate(
        _ token: String,
        nonce: String? = nil,
        subject: String? = nil,
        at now: NumericDate,
        waitingUpTo duration: Duration
    ) async throws(IDTokenError) -> ValidatedIDToken {
        let validator = try validator(for: token)
        return try await validator.validate(token, nonce: nonce, subject: subject, at: now, waitingUpTo: duration)
    }
}
