import IDTokenCore

/// How long what is remembered of a login lives, in seconds.
enum LoginLifetimes {
    /// A login that has begun: as long as its nonce.
    static let attempt = Nonce.defaultLifetime
    /// A session: a day.
    static let session = 86_400
}
