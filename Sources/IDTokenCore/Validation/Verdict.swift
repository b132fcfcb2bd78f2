/// The decision on one token in eight bytes: for hot paths that need the answer and not yet the claims or a text.
///
/// A verdict is made only by a validator.
public struct Verdict: Hashable, Sendable {
    private enum Outcome: Hashable, Sendable {
        case valid, rejected, notJudged
    }

    private let outcome: Outcome
    private let rejection: Rejection
    /// What judged the signature, if judging came that far.
    public let engine: SignatureEngine?
    /// The index of the key in the key set's ``JWKSet/keys``, for a token whose ES256 signature was judged.
    let keyIndex: Int32

    private init(_ outcome: Outcome, _ rejection: Rejection, _ engine: SignatureEngine?, _ keyIndex: Int32) {
        (self.outcome, self.rejection, self.engine, self.keyIndex) = (outcome, rejection, engine, keyIndex)
    }

    /// Not looked at, because a batch was ended early: neither valid nor rejected, and without a code.
    static let notJudged = Verdict(.notJudged, Rejection(.malformedToken), nil, -1)

    static func valid(_ engine: SignatureEngine, keyIndex: Int32) -> Verdict {
        Verdict(.valid, Rejection(.malformedToken), engine, keyIndex)
    }

    static func rejected(_ rejection: Rejection, engine: SignatureEngine? = nil) -> Verdict {
        Verdict(.rejected, rejection, engine, -1)
    }

    /// Whether the token may be believed.
    public var isValid: Bool { outcome == .valid }

    /// Whether the token was looked at; `false` only in a batch that was ended early.
    public var isJudged: Bool { outcome != .notJudged }

    /// Why the token was rejected, or `nil` if it was not.
    public var code: ReasonCode? { outcome == .rejected ? rejection.code : nil }

    /// The claim or header member that the failed rule is about, if it is one with a fixed name.
    public var claim: String? { outcome == .rejected ? rejection.member.spelling : nil }

    /// The failed rule.
    var failedRule: Rejection? { outcome == .rejected ? rejection : nil }
}
