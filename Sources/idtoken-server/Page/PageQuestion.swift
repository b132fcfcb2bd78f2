internal import IDTokenCore

/// What the page asks to have judged.
struct PageQuestion: Sendable {
    let token: String
    /// The nonce to compare with, if any.
    let nonce: String?
    /// The subject to compare with, if any.
    let subject: String?
    /// The time to judge at, in seconds since 1970; `nil` for now.
    let at: Int64?

    /// Reads what ``TokenRequest`` reads, and an integer `at` where it is there. `nil` if it is anything else.
    init?(parsing text: Span<UInt8>) {
        guard let request = TokenRequest(parsing: text), let members = try? JSONValue(parsing: text) else { return nil }
        let time = members["at"]
        guard time == nil || time?.integerValue != nil else { return nil }
        (token, nonce, subject) = (request.token, request.nonce, request.subject)
        at = time?.integerValue.map { Int64($0) }
    }
}
