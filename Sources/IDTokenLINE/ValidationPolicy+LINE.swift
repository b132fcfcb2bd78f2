public import IDTokenCore

extension ValidationPolicy {
    /// The issuer of all ID tokens of LINE Login, of every flow and channel.
    public static let lineIssuer = "https://access.line.me"

    /// Seconds of clock skew that LINE's own SDKs allow in both directions, and therefore the default here: a token
    /// that the app has just accepted is not refused by the server.
    public static let lineLeeway = 300

    /// The policy for ID tokens of LINE Login.
    ///
    /// A channel serves apps by ES256 and the web by HS256, under one issuer and one audience. ES256 alone is a
    /// complete configuration; HS256 is allowed only where ``LINELoginFlow/web`` is asked for, and a validator then
    /// demands a ``SharedSecret`` as well: `SharedSecret(channelSecret, audience: channelID)`. What LINE's discovery
    /// document lists is not consulted, because it leaves HS256 out.
    ///
    /// - Parameters:
    ///   - channelIDs: Our channels. A MINI App has three of them, all of which belong here. It is the channel ID that
    ///     a token names, not the LIFF ID.
    ///   - flows: The flows that are in use.
    ///   - nonceRule: What is asked of the nonce. LINE leaves it out of tokens for which none was given at login;
    ///     tokens of LIFF apps have none.
    ///   - leeway: Seconds of clock skew; see ``lineLeeway``.
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if a LIFF ID stands where a channel ID is wanted.
    ///   Whatever else is wrong is found when a validator is made.
    public static func line(
        channelIDs: [String],
        flows: Set<LINELoginFlow> = [.app],
        nonceRule: NonceRule = .required,
        leeway: Int = lineLeeway
    ) throws(IDTokenError) -> ValidationPolicy {
        for identifier in channelIDs where isLIFFIdentifier(identifier) {
            throw IDTokenError(
                .invalidKey,
                claim: "aud",
                expected: "a channel ID",
                message: "A LIFF ID is no channel ID: aud is the digits before its hyphen."
            )
        }
        return ValidationPolicy(
            issuer: lineIssuer,
            audiences: channelIDs,
            algorithms: Set(flows.map(\.algorithm)),
            leeway: leeway,
            nonceRule: nonceRule
        )
    }

    /// Whether a text has the form `1234567890-abcdefgh`.
    private static func isLIFFIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy { ("0"..."9").contains($0) }
    }
}
