internal import IDTokenCore

extension JSONWriter {
    /// Writes why a token is not valid, by the members that the command line uses too.
    mutating func append(_ error: LoginError) {
        member("valid", false)
        guard let rejection = error.rejection else {
            member("code", error.code)
            // Not one of the classes of tokens' faults: nobody's token was found bad.
            member("class", "store")
            member("message", "The nonce store cannot tell whether the nonce may be spent.")
            return
        }
        member("code", rejection.code.rawValue)
        member("class", rejection.code.failureClass.rawValue)
        member("claim", rejection.claim)
        member("expected", rejection.expected)
        member("actual", rejection.actual)
        member("message", rejection.message)
        if rejection.isRefreshPending { member("refresh_pending", true) }
        if let seconds = rejection.retryAfterSeconds { member("retry_after_seconds", seconds) }
    }
}
