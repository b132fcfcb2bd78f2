/// Why a token, a key set or a policy was refused.
///
/// It carries a stable ``code``, the claim or header member concerned, and what was expected and found, where that
/// is safe to show: `actual` is there only for header members, `iss`, `aud`, `azp` and times, is cut at 256 bytes
/// and has control and bidirectional characters escaped. It never holds a token, a signature, a secret or a nonce,
/// so it may be logged.
///
/// Two errors are equal when their codes are.
public struct IDTokenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable reason.
    public let code: ReasonCode
    /// The claim or header member that the failed rule is about, for example `exp`.
    public let claim: String?
    /// What the rule asks for.
    public let expected: String?
    /// What was found, if it may be shown.
    public let actual: String?
    /// One sentence for people.
    public let message: String
    /// Whether a refresh of the key set that could make this token valid is under way or planned; only with
    /// ``ReasonCode/unknownKey``.
    public let isRefreshPending: Bool
    /// Seconds after which a new attempt makes sense; only with ``ReasonCode/keysUnavailable``.
    public let retryAfterSeconds: Int?

    /// Makes an error from its parts. Texts from a token must have gone through ``ForeignText/shown(_:)``.
    package init(
        _ code: ReasonCode,
        claim: String? = nil,
        expected: String? = nil,
        actual: String? = nil,
        message: String,
        isRefreshPending: Bool = false,
        retryAfterSeconds: Int? = nil
    ) {
        self.code = code
        self.claim = claim
        self.expected = expected
        self.actual = actual
        self.message = message
        self.isRefreshPending = isRefreshPending
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The code and the sentence.
    public var description: String { "\(code): \(message)" }

    /// Compares the codes alone.
    public static func == (first: IDTokenError, second: IDTokenError) -> Bool {
        first.code == second.code
    }

    /// Hashes the code alone.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
