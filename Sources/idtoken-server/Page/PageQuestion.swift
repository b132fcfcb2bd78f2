/// What the page asks to have judged.
struct PageQuestion: Decodable, Sendable {
    let token: String
    /// The nonce to compare with, if any.
    let nonce: String?
    /// The subject to compare with, if any.
    let subject: String?
    /// The time to judge at, in seconds since 1970; absent: now.
    let at: Int64?
}
