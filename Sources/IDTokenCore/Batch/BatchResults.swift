/// What became of one token of a batch.
public enum BatchResult: Sendable {
    /// The token may be believed; here are its claims.
    case valid(ValidatedIDToken)
    /// The token was rejected.
    case rejected(IDTokenError)
    /// The batch was ended before the token was looked at: it is neither valid nor rejected.
    case notJudged
}

/// The results of a batch, in the order of its tokens.
///
/// The verdicts are there at once. Claims and explanations are read out of the token when an element is asked for, so a
/// caller that only counts pays for nothing else.
public struct BatchResults: Sendable, RandomAccessCollection {
    /// The bare decisions, in the order of the tokens.
    public let verdicts: [Verdict]

    let batch: TokenBatch
    private let validator: IDTokenValidator
    let keys: KeySetReading?
    private let now: NumericDate

    init(
        verdicts: [Verdict],
        batch: TokenBatch,
        validator: IDTokenValidator,
        keys: KeySetReading?,
        now: NumericDate
    ) {
        self.verdicts = verdicts
        self.batch = batch
        self.validator = validator
        self.keys = keys
        self.now = now
    }

    /// The index of the first token, 0.
    public var startIndex: Int { 0 }

    /// The number of tokens.
    public var endIndex: Int { verdicts.count }

    /// How many tokens may be believed.
    public var validCount: Int { verdicts.count { $0.isValid } }

    /// How many tokens were rejected; together with ``validCount`` less than the number of tokens only if the batch was
    /// ended early.
    public var rejectedCount: Int { verdicts.count { $0.code != nil } }

    /// The result for one token, its claims or the explanation made on the spot: it reads the token again, but does not
    /// verify its signature a second time.
    public subscript(position: Int) -> BatchResult {
        let verdict = verdicts[position]
        guard verdict.isJudged else { return .notJudged }
        let context = ThreadContext.current
        let entry = batch.entries[position]
        let bytes = batch.bytes
        validator.judgeAgain(
            bytes.span.octets.extracting(entry.token),
            nonce: bytes.span.extracting(entry.nonce),
            subject: bytes.span.extracting(entry.subject),
            expected: entry.expected,
            at: now,
            keys: keys,
            in: context
        )
        if let token = ValidatedIDToken(verdict, on: context.reader, keys: keys) { return .valid(token) }
        let error = validator.error(for: verdict, on: context.reader, keys: keys, at: now)
        let isPending = validator.reportUnknownKey(verdict, keys: keys, at: now)
        return .rejected(isPending ? error.whileRefreshIsPending() : error)
    }
}
