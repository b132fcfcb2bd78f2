public import IDTokenCore

extension ValidationPolicy {
    /// The issuer of all ID tokens of LINE Login.
    public static let lineIssuer = "https://access.line.me"

    /// Seconds of clock skew that LINE's own SDKs allow in both directions, and therefore the default here: a token that
    /// the app has just accepted is not refused by the server.
    public static let lineLeeway = 300
}
