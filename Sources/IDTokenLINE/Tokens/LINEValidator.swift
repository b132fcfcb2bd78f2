public import IDTokenCore

/// Judges ID tokens of LINE Login, for any number of channels and all flows.
///
/// ```swift
/// let validator = try LINEValidator(channels: [LINEChannel("1234567890")], keys: JWKSet(parsing: keySetBytes))
/// let token = try await validator.validate(received, nonce: remembered, at: now, spending: nonces)
/// ```
///
/// A login by app or web is judged with its nonce, always. A token of a LIFF app has none and goes its own way, which
/// has to be opened by ``LINEValidationOptions/liffTokens`` and in turn refuses tokens that have a nonce: nobody can take
/// a login's token there to get around its nonce.
public struct LINEValidator: Sendable {
    /// The channels that tokens may be for.
    public let channels: [LINEChannel]
    /// What was chosen.
    public let options: LINEValidationOptions

    /// Judges logins with a nonce; also for batches of them.
    public let logins: IDTokenValidator
    /// Judges tokens of LIFF apps: ES256 alone, and no nonce. `nil` if they are refused.
    let liff: IDTokenValidator?

    /// Makes a validator with a key set that stays as it is. HS256 is accepted for the channels that have a secret.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if there is no channel, one is given twice, or a LIFF ID
    ///   stands where a channel ID is wanted.
    public init(
        channels: [LINEChannel],
        keys: JWKSet,
        options: LINEValidationOptions = LINEValidationOptions()
    ) throws(IDTokenError) {
        try self.init(channels, options) { policy, secrets throws(IDTokenError) in
            try IDTokenValidator(policy: policy, keys: keys, secrets: secrets, engine: options.engine)
        }
    }

    /// Makes a validator whose key set is read from a provider, for example a cache of LINE's, at every validation.
    ///
    /// - Throws: As ``init(channels:keys:options:)``.
    public init(
        channels: [LINEChannel],
        keyProvider: some KeySetProvider,
        options: LINEValidationOptions = LINEValidationOptions()
    ) throws(IDTokenError) {
        try self.init(channels, options) { policy, secrets throws(IDTokenError) in
            try IDTokenValidator(policy: policy, keyProvider: keyProvider, secrets: secrets, engine: options.engine)
        }
    }

    /// Makes a validator for web logins alone, by the secrets of the channels. It has no use for tokens of apps.
    ///
    /// - Throws: As ``init(channels:keys:options:)``, and if no channel has a secret or LIFF tokens are to be accepted.
    public init(
        webChannels channels: [LINEChannel],
        options: LINEValidationOptions = LINEValidationOptions()
    ) throws(IDTokenError) {
        guard options.liffTokens == .refused else {
            throw IDTokenError(.invalidKey, message: "Tokens of LIFF apps are ES256, which needs a key set.")
        }
        let policy = try Self.policy(channels, [.web], options)
        self.channels = channels
        self.options = options
        logins = try IDTokenValidator(policy: policy, secrets: channels.flatMap(\.secrets))
        liff = nil
    }

    private init(
        _ channels: [LINEChannel],
        _ options: LINEValidationOptions,
        _ make: (ValidationPolicy, [SharedSecret]) throws(IDTokenError) -> IDTokenValidator
    ) throws(IDTokenError) {
        let secrets = channels.flatMap(\.secrets)
        self.channels = channels
        self.options = options
        logins = try make(Self.policy(channels, secrets.isEmpty ? [.app] : [.app, .web], options), secrets)
        guard case .accepted(let maximumTokenAge) = options.liffTokens else {
            liff = nil
            return
        }
        var policy = try Self.policy(channels, [.app], options)
        policy.nonceRule = .forbidden
        policy.maximumTokenAge = maximumTokenAge
        liff = try make(policy, [])
    }

    private static func policy(
        _ channels: [LINEChannel],
        _ flows: Set<LINELoginFlow>,
        _ options: LINEValidationOptions
    ) throws(IDTokenError) -> ValidationPolicy {
        let identifiers = channels.map(\.id)
        guard Set(identifiers).count == identifiers.count else {
            throw IDTokenError(.invalidKey, message: "A channel is given twice.")
        }
        var policy = try ValidationPolicy.line(channelIDs: identifiers, flows: flows, leeway: options.leeway)
        policy.maximumAuthenticationAge = options.maximumAuthenticationAge
        return policy
    }

    /// The channel that a token is for: the first of ours that it names.
    func channelID(of token: ValidatedIDToken) -> String? {
        let audiences = token.audiences
        return channels.first { audiences.contains($0.id) }?.id
    }
}
