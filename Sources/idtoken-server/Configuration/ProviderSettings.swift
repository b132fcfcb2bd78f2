internal import IDTokenCore
internal import IDTokenLINE

/// One provider as it is configured, with every value checked that needs no file.
struct ProviderSettings {
    /// A provider whose rules are known.
    enum Known: String, CaseIterable {
        case line
    }

    let policy: ValidationPolicy
    let keys: KeySettings?
    let secrets: [SecretFile]

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        let known = try reader.choice(.provider, Known.self)
        var policy = try known == .line ? Self.linePolicy(reader) : Self.openPolicy(reader)
        if let leeway = try reader.number(.leeway, in: 0...86_400) { policy.leeway = leeway }
        policy.maximumAuthenticationAge = try reader.number(.maximumAge, in: 0...Self.longestAge)
        policy.maximumTokenAge = try reader.number(.maximumTokenAge, in: 0...Self.longestAge)
        let parties = try reader.list(.azp)
        policy.authorizedParties = parties.isEmpty ? nil : parties
        self.policy = policy
        keys = try KeySettings(reader)
        var secrets: [SecretFile] = []
        for argument in try reader.list(.secretFile) {
            secrets.append(try SecretFile(argument, audiences: policy.audiences))
        }
        self.secrets = secrets
        guard keys != nil || !secrets.isEmpty else {
            let place = known == .line ? " (LINE's are at https://api.line.me/oauth2/v2.1/certs)" : ""
            throw ConfigurationError("there is no key to judge by: give jwks\(place) or secret-file")
        }
    }

    private static let longestAge = 366 * 86_400

    private static func openPolicy(_ reader: SettingsReader) throws(ConfigurationError) -> ValidationPolicy {
        guard try reader.list(.channelID).isEmpty else {
            throw ConfigurationError("channel-id belongs to provider line: give both, or audience")
        }
        guard let issuer = try reader.text(.issuer) else {
            throw ConfigurationError("there is no issuer to expect: give provider line, or issuer")
        }
        let audiences = try reader.list(.audience)
        guard !audiences.isEmpty else {
            throw ConfigurationError("there is no audience to expect of \(ForeignText.shown(issuer)): give audience")
        }
        // What they will be follows from the keys.
        return ValidationPolicy(
            issuer: issuer,
            audiences: audiences,
            algorithms: [],
            nonceRule: .uncheckedUnlessGiven
        )
    }

    private static func linePolicy(_ reader: SettingsReader) throws(ConfigurationError) -> ValidationPolicy {
        guard try reader.text(.issuer) == nil, try reader.list(.audience).isEmpty else {
            throw ConfigurationError(
                "provider line sets the issuer, and channel-id the audience: leave issuer and audience out"
            )
        }
        let channels = try reader.list(.channelID)
        guard !channels.isEmpty else {
            throw ConfigurationError("provider line needs channel-id: the channel whose tokens these are")
        }
        do throws(IDTokenError) {
            return try .line(channelIDs: channels, nonceRule: .uncheckedUnlessGiven)
        } catch {
            throw ConfigurationError("channel-id cannot be used: \(error.message)")
        }
    }
}
