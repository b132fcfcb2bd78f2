internal import ArgumentParser

/// The flags of a single provider.
struct ProviderFlags: ParsableArguments {
    @Option(help: ArgumentHelp("Provider whose issuer and leeway are taken: line.", valueName: "name"))
    var provider: String?

    @Option(help: ArgumentHelp("Channel ID of LINE that aud must name; repeat it for several.", valueName: "id"))
    var channelId: [String] = []

    @Option(help: ArgumentHelp("Issuer that iss must be, exactly.", valueName: "iss"))
    var issuer: String?

    @Option(help: ArgumentHelp("Client identifier that aud must name; repeat it for several.", valueName: "aud"))
    var audience: [String] = []

    @Option(
        help: ArgumentHelp("Party that azp may name instead of the audiences; repeat it for several.", valueName: "azp")
    )
    var azp: [String] = []

    @Option(
        help: ArgumentHelp(
            "JWK Set that ES256 tokens are verified by. A file is read again when it changes.",
            valueName: "file|url"
        )
    )
    var jwks: String?

    @Option(
        help: ArgumentHelp(
            "File that holds the shared secret of an audience, for HS256 tokens; repeat it for several.",
            discussion:
                "With several audiences say whose it is: AUDIENCE=FILE. Two secrets of one audience may overlap.",
            valueName: "[audience=]file"
        )
    )
    var secretFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "Seconds by which clocks may differ (default: 0; 300 with --provider line).",
            valueName: "seconds"
        )
    )
    var leeway: String?

    @Option(help: ArgumentHelp("Most seconds since the user authenticated (auth_time).", valueName: "seconds"))
    var maxAge: String?

    @Option(help: ArgumentHelp("Most seconds since the token was issued (iat).", valueName: "seconds"))
    var maxTokenAge: String?

    @Option(
        help: ArgumentHelp("File that keeps the last good key set, for a start without network.", valueName: "file")
    )
    var jwksCache: String?

    @Option(help: ArgumentHelp("PEM file of authorities to trust besides the system's.", valueName: "file"))
    var caFile: String?

    @Flag(help: "Admit http:// for --jwks on a loopback address.")
    var allowLoopbackHttp = false

    var given: [Setting: [String]] {
        .given([
            (.provider, provider), (.issuer, issuer), (.jwks, jwks), (.leeway, leeway), (.maximumAge, maxAge),
            (.maximumTokenAge, maxTokenAge), (.jwksCache, jwksCache), (.authorityFile, caFile),
            (.allowLoopbackHTTP, allowLoopbackHttp ? "true" : nil),
        ])
        .adding([(.channelID, channelId), (.audience, audience), (.azp, azp), (.secretFile, secretFile)])
    }
}

extension [Setting: [String]] {
    /// What was given of some flags.
    static func given(_ pairs: [(Setting, String?)]) -> Self {
        Dictionary(uniqueKeysWithValues: pairs.compactMap { setting, text in text.map { (setting, [$0]) } })
    }

    /// The same and what was given of flags that can be repeated.
    func adding(_ lists: [(Setting, [String])]) -> Self {
        merging(lists.filter { !$1.isEmpty }) { _, later in later }
    }
}
