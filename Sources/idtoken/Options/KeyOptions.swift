internal import ArgumentParser
internal import IDTokenCore

/// The keys that tokens are judged by, and with them the algorithms that are allowed.
struct KeyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("JWK Set that ES256 tokens are verified by.", valueName: "file"))
    var jwks: [String] = []

    @Option(
        help: ArgumentHelp(
            "File that holds the shared secret of an audience, for HS256 tokens. One trailing newline is not part of it.",
            discussion:
                "With several audiences say whose it is: AUDIENCE=FILE. Two secrets of one audience may overlap.",
            valueName: "[audience=]file"
        )
    )
    var secretFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "Environment variable that holds the shared secret of an audience.",
            valueName: "[audience=]name"
        )
    )
    var secretEnv: [String] = []

    /// The algorithms that follow from the keys: a key set verifies ES256 alone, a secret HS256 alone.
    var algorithms: Set<SigningAlgorithm> {
        var algorithms: Set<SigningAlgorithm> = []
        if !jwks.isEmpty { algorithms.insert(.es256) }
        if !secretFile.isEmpty || !secretEnv.isEmpty { algorithms.insert(.hs256) }
        return algorithms
    }

    /// Makes a validator of the keys and a policy.
    func validator(for policy: ValidationPolicy) throws(CommandFailure) -> IDTokenValidator {
        guard !algorithms.isEmpty else {
            throw .usage("there is no key to judge by: give --jwks FILE, --secret-file FILE or --secret-env NAME")
        }
        guard jwks.count <= 1 else {
            throw .usage("--jwks is given more than once: put all keys into one key set")
        }
        let keys = try jwks.first.map { argument throws(CommandFailure) in try KeySetArgument.source(argument).load() }
        var secrets: [SharedSecret] = []
        for argument in secretFile { secrets.append(try .init(from: .file(argument, audiences: policy.audiences))) }
        for argument in secretEnv { secrets.append(try .init(from: .variable(argument, audiences: policy.audiences))) }
        do {
            guard let keys else { return try IDTokenValidator(policy: policy, secrets: secrets) }
            return try IDTokenValidator(policy: policy, keys: keys, secrets: secrets)
        } catch {
            throw .usage("the policy cannot be used: \(error.message)")
        }
    }
}

extension SharedSecret {
    fileprivate init(from source: SecretSource) throws(CommandFailure) {
        self = try source.load()
    }
}
