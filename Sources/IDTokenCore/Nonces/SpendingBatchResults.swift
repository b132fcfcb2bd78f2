/// What became of one token of a batch whose nonces were spent.
public enum LoginResult: Sendable {
    /// The token may be believed, and its nonce is spent if one was expected; here are its claims.
    case valid(ValidatedIDToken)
    /// The token was not accepted.
    case rejected(LoginError)
    /// The batch was ended before the token was looked at: it is neither valid nor rejected, and nothing was spent.
    case notJudged
}

/// The results of a batch whose nonces were spent, in the order of its tokens.
///
/// Claims and explanations are read out of a token when its element is asked for.
public struct SpendingBatchResults: Sendable, RandomAccessCollection {
    private let judged: BatchResults
    /// What spending brought up, by position; a valid token without an entry is accepted.
    private let errors: [Int: LoginError]

    init(judged: BatchResults, errors: [Int: LoginError]) {
        self.judged = judged
        self.errors = errors
    }

    /// The index of the first token, 0.
    public var startIndex: Int { 0 }

    /// The number of tokens.
    public var endIndex: Int { judged.endIndex }

    /// How many tokens may be believed.
    public var validCount: Int { judged.validCount - errors.count }

    /// The result for one token.
    public subscript(position: Int) -> LoginResult {
        if let error = errors[position] { return .rejected(error) }
        return switch judged[position] {
        case .valid(let token): .valid(token)
        case .rejected(let error): .rejected(.rejected(error))
        case .notJudged: .notJudged
        }
    }
}
