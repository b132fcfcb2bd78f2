public import IDTokenCore

/// A channel of LINE Login that tokens may be for.
///
/// A backend may serve several: a MINI App has three internal ones, and apps and web pages often have one each.
public struct LINEChannel: Sendable {
    /// The channel ID: digits, as `aud` and `client_id` spell it. It is not the LIFF ID, which goes on behind a hyphen.
    public let id: String
    /// The channel's secrets, each of which vouches for HS256 tokens of this channel alone; empty if there are none.
    public let secrets: [SharedSecret]

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - id: The channel ID.
    ///   - secrets: The channel secret, if web logins (HS256) shall be accepted, its characters as LINE shows them; two
    ///     while it is being changed. Without one the channel accepts ES256 alone.
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the channel ID or a secret is empty.
    public init(_ id: String, secrets: [String] = []) throws(IDTokenError) {
        guard !id.isEmpty else { throw IDTokenError(.invalidKey, message: "A channel ID is empty.") }
        var made: [SharedSecret] = []
        for secret in secrets { made.append(try SharedSecret(secret, audience: id)) }
        self.id = id
        self.secrets = made
    }
}
