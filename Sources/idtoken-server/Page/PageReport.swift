internal import IDTokenCore

/// All that the page shows of one judgement.
struct PageReport: Encodable, Sendable {
    /// The time that the token was judged at, in seconds since 1970.
    let judgedAt: Int64
    /// Whether that was the time of the request.
    let isNow: Bool
    /// Why the token was refused; `nil` if it is valid.
    let failure: PageFailure?
    /// The clock skew that was allowed, in seconds.
    let leeway: Int
    let rules: [PageRule]
    /// `alg` as the token says.
    let algorithm: String?
    /// What judged the signature, if it came so far.
    let engine: String?
    let key: PageKey?
    let contents: PageContents
}

/// Why a token was refused.
struct PageFailure: Encodable, Sendable {
    let code: String
    /// Who has to act; see ``FailureClass``.
    let failureClass: String
    let claim: String?
    let expected: String?
    let actual: String?
    let message: String

    init(_ error: IDTokenError) {
        code = error.code.rawValue
        failureClass = error.code.failureClass.rawValue
        claim = error.claim
        expected = error.expected
        actual = error.actual
        message = error.message
    }
}

/// The public key that a signature was judged by.
struct PageKey: Encodable, Sendable {
    let identifier: String?
    /// RFC 7638, in base64url.
    let thumbprint: String?
}
