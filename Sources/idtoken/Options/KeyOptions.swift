internal import ArgumentParser
internal import IDTokenCore
internal import IDTokenJWKS

/// The keys that tokens are judged by, and with them the algorithms that are allowed.
struct KeyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("JWK Set that ES256 tokens are verified by.", valueName: "file|url"))
    var jwks: [String] = []

    @OptionGroup var fetching: FetchOptions

    @OptionGroup var recording: RecordOptions

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

    /// Reads all that lies on this machine and makes a validator of it and a policy. A URL is not asked yet.
    ///
    /// - Parameter time: The time of judging, if it is not that of the run.
    func prepare(for policy: ValidationPolicy, at time: NumericDate?) throws(CommandFailure) -> RunKeys {
        guard !algorithms.isEmpty else {
            throw .usage(
                "there is no key to judge by: give --jwks FILE or URL, --secret-file FILE or --secret-env NAME"
            )
        }
        guard jwks.count <= 1 else {
            throw .usage("--jwks is given more than once: put all keys into one key set")
        }
        let argument = try jwks.first.map { text throws(CommandFailure) in try KeySetArgument(text, fetching) }
        var secrets: [SharedSecret] = []
        for argument in secretFile { secrets.append(try .init(from: .file(argument, audiences: policy.audiences))) }
        for argument in secretEnv { secrets.append(try .init(from: .variable(argument, audiences: policy.audiences))) }
        switch argument {
        case nil:
            try refuseRecords()
            return try checked { () throws(IDTokenError) in
                RunKeys(validator: try IDTokenValidator(policy: policy, secrets: secrets))
            }
        case .file(let file):
            try refuseRecords()
            let keys = try file.load()
            return try checked { () throws(IDTokenError) in
                RunKeys(
                    validator: try IDTokenValidator(policy: policy, keys: keys, secrets: secrets),
                    usesStandardInput: file.path == "-"
                )
            }
        case .remote(let remote):
            return try checked { () throws(IDTokenError) in try prepare(remote, policy, secrets, at: time) }
        }
    }

    private func prepare(
        _ remote: RemoteKeySet,
        _ policy: ValidationPolicy,
        _ secrets: [SharedSecret],
        at time: NumericDate?
    ) throws(IDTokenError) -> RunKeys {
        let records = recording.records(of: remote.source, issuer: policy.issuer)
        if let time, let history = records.history, let path = records.historyPath {
            return RunKeys(
                validator: try IDTokenValidator(policy: policy, keyProvider: history, secrets: secrets),
                past: PastKeySet(history: history, path: path, time: time)
            )
        }
        let keys = RunKeySet(KeySetFetching(remote: remote, records: records))
        return RunKeys(
            validator: try IDTokenValidator(policy: policy, keyProvider: keys, secrets: secrets),
            remote: keys
        )
    }

    private func checked(_ make: () throws(IDTokenError) -> RunKeys) throws(CommandFailure) -> RunKeys {
        do throws(IDTokenError) {
            return try make()
        } catch {
            throw .usage("the policy cannot be used: \(error.message)")
        }
    }

    private func refuseRecords() throws(CommandFailure) {
        guard recording.isEmpty else {
            throw .usage(
                "--jwks-cache and --jwks-history keep a key set from a URL: give --jwks URL, or leave them out"
            )
        }
    }
}

extension SharedSecret {
    fileprivate init(from source: SecretSource) throws(CommandFailure) {
        self = try source.load()
    }
}
