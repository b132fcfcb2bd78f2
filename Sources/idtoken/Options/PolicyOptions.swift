internal import ArgumentParser
internal import IDTokenCore
internal import IDTokenLINE

/// What a token must say to be believed.
struct PolicyOptions: ParsableArguments {
    /// A provider whose rules are known.
    enum Provider: String, ExpressibleByArgument, CaseIterable {
        case line
    }

    @Option(help: ArgumentHelp("Issuer that iss must be, exactly.", valueName: "iss"))
    var issuer: String?

    @Option(help: ArgumentHelp("Client identifier that aud must name; repeat it for several.", valueName: "aud"))
    var audience: [String] = []

    @Option(help: "Provider whose issuer and leeway are taken.")
    var provider: Provider?

    @Option(help: ArgumentHelp("Channel ID of LINE that aud must name; repeat it for several.", valueName: "id"))
    var channelId: [String] = []

    @Option(help: ArgumentHelp("Nonce that every token must have.", valueName: "nonce"))
    var nonce: String?

    @Option(help: ArgumentHelp("Subject that every token must have.", valueName: "subject"))
    var subject: String?

    @Option(
        help: ArgumentHelp("Party that azp may name instead of the audiences; repeat it for several.", valueName: "azp")
    )
    var azp: [String] = []

    @Option(
        help: ArgumentHelp(
            "Seconds by which clocks may differ (default: 0; 300 with --provider line).",
            valueName: "seconds"
        )
    )
    var leeway: Int?

    @Option(help: ArgumentHelp("Most seconds since the user authenticated (auth_time).", valueName: "seconds"))
    var maxAge: Int?

    @Option(help: ArgumentHelp("Most seconds since the token was issued (iat).", valueName: "seconds"))
    var maxTokenAge: Int?

    /// Makes the policy for the algorithms that the configured keys allow.
    func policy(algorithms: Set<SigningAlgorithm>) throws(CommandFailure) -> ValidationPolicy {
        guard nonce != "" else {
            throw .usage("--nonce is empty: give the nonce that was made for the login, or leave the option out")
        }
        var policy = try provider == .line ? linePolicy(algorithms) : openPolicy(algorithms)
        if let leeway { policy.leeway = leeway }
        policy.maximumAuthenticationAge = maxAge
        policy.maximumTokenAge = maxTokenAge
        policy.authorizedParties = azp.isEmpty ? nil : azp
        policy.expectedSubject = subject
        return policy
    }

    private func openPolicy(_ algorithms: Set<SigningAlgorithm>) throws(CommandFailure) -> ValidationPolicy {
        guard channelId.isEmpty else {
            throw .usage("--channel-id belongs to --provider line: give both, or --audience")
        }
        guard let issuer, !issuer.isEmpty else {
            throw .usage("there is no issuer to expect: give --issuer ISS, or --provider line")
        }
        guard !audience.isEmpty, !audience.contains("") else {
            throw .usage("there is no audience to expect: give --audience AUD")
        }
        return ValidationPolicy(
            issuer: issuer,
            audiences: audience,
            algorithms: algorithms,
            nonceRule: .uncheckedUnlessGiven
        )
    }

    private func linePolicy(_ algorithms: Set<SigningAlgorithm>) throws(CommandFailure) -> ValidationPolicy {
        guard issuer == nil, audience.isEmpty else {
            throw .usage(
                "--provider line sets the issuer, and --channel-id the audience: leave --issuer and --audience out"
            )
        }
        guard !channelId.isEmpty else {
            throw .usage("--provider line needs --channel-id ID: the channel whose tokens these are")
        }
        do {
            return try .line(
                channelIDs: channelId,
                flows: Set(LINELoginFlow.allCases.filter { algorithms.contains($0.algorithm) }),
                nonceRule: .uncheckedUnlessGiven
            )
        } catch {
            throw .usage("the policy cannot be used: \(error.message)")
        }
    }
}
