internal import ArgumentParser
internal import IDTokenCore

/// Judges tokens by a policy and keys.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Judge tokens by a policy and keys.",
        discussion: """
            Every result is one line on standard output, in the order of the input. A key set allows ES256, a secret allows \
            HS256, both allow either. No output ever holds a token, a signature or a secret.

            A key set from a URL is asked for once, and once more if a token names a key that it does not hold: 10 seconds \
            in all. Where none can be had, every token that needs one is keys_unavailable.

            EXAMPLES
              One token of a native app, with the nonce that was made for the login:
                idtoken validate --provider line --channel-id 1234567890 \\
                  --jwks certs.json --nonce "$NONCE" "$TOKEN"

              Tokens of any issuer with their nonces, as JSON Lines:
                idtoken validate --issuer https://issuer.example --audience client \\
                  --jwks keys.json --input - --input-format jsonl --format json

              Web logins of two channels, each with its own secret:
                idtoken validate --provider line --input tokens.txt \\
                  --channel-id 1111111111 --secret-file 1111111111=first.secret \\
                  --channel-id 2222222222 --secret-file 2222222222=second.secret

              The tokens of a day as of that day, counted:
                idtoken validate --provider line --channel-id 1234567890 \\
                  --jwks certs.json --at 2026-01-01T00:00:00Z \\
                  --input tokens.txt --quiet

              By the issuer's own keys, kept for the next run:
                idtoken validate --provider line --channel-id 1234567890 \\
                  --jwks https://api.line.me/oauth2/v2.1/certs \\
                  --jwks-cache line.keys --input tokens.txt

              An old token by the keys of its time, which earlier runs remembered:
                idtoken validate --provider line --channel-id 1234567890 \\
                  --jwks https://api.line.me/oauth2/v2.1/certs \\
                  --jwks-history line-keys --at 2026-01-01T00:00:00Z "$TOKEN"

            EXIT STATUS
              0  every token is valid
              1  at least one token is rejected
              2  a flag, the policy, the key set or a secret cannot be used
              3  no key set can be had, or the input cannot be read
            """
    )

    @Argument(help: ArgumentHelp("Tokens in the compact serialization, or - for standard input.", valueName: "token"))
    var tokens: [String] = []

    @Option(help: ArgumentHelp("File with tokens, or - for standard input.", valueName: "file"))
    var input: String?

    @Option(help: "One token a line, or JSON Lines with token, nonce and subject.")
    var inputFormat: InputFormat = .lines

    @OptionGroup(title: "Keys")
    var keys: KeyOptions

    @OptionGroup(title: "Policy")
    var policy: PolicyOptions

    @Option(help: ArgumentHelp("Time to judge at (default: now).", valueName: "unix|rfc3339"))
    var at: TimeArgument?

    @Option(help: ArgumentHelp("Threads that share the work (default: one for each core).", valueName: "n"))
    var threads: Int?

    @Option(help: "Readable lines, or one JSON object a token.")
    var format: OutputFormat = .text

    @Flag(help: "Print the summary alone.")
    var quiet = false

    @Flag(help: "Print a JSON object with totals, counts by code and the rate on standard error.")
    var stats = false

    func run() throws {
        guard (1...1024).contains(threads ?? 1) else { throw CommandFailure.usage("--threads must be from 1 to 1024") }
        let policy = try policy.policy(algorithms: keys.algorithms)
        let keys = try keys.prepare(for: policy, at: at?.date)
        let source = try source(besides: keys)
        let judge = BlockJudge(
            validator: keys.validator,
            remote: keys.remote,
            lines: TokenLines(
                format: inputFormat,
                maximumTokenBytes: policy.limits.maximumTokenBytes,
                nonce: self.policy.nonce
            ),
            writer: writer,
            fixedTime: at?.date
        )
        let keyStatus: ExitStatus = try keys.start() ? .success : .unavailable
        let start = SystemClock.monotonicSeconds
        let statistics = try run(source, judge)
        let summary = RunSummary(statistics: statistics, seconds: SystemClock.monotonicSeconds - start)
        try report(summary)
        let status = statistics.status.combined(with: keyStatus)
        guard status == .success else { throw status }
    }

    /// Where the tokens come from.
    private enum Source {
        case arguments
        case file(FileInput)
    }

    private func source(besides keys: RunKeys) throws(CommandFailure) -> Source {
        if let input {
            guard tokens.isEmpty else { throw .usage("tokens come from --input or as arguments: give one of the two") }
            return try open(input, besides: keys)
        }
        if tokens == ["-"] { return try open("-", besides: keys) }
        guard !tokens.contains("-") else { throw .usage("- stands for all of standard input: give it alone") }
        guard !tokens.isEmpty else {
            throw .usage("there is no token to judge: give a TOKEN, --input FILE, or - for standard input")
        }
        guard inputFormat == .lines else {
            throw .usage("--input-format is for --input: a token as argument has no format")
        }
        return .arguments
    }

    private func open(_ path: String, besides keys: RunKeys) throws(CommandFailure) -> Source {
        guard path != "-" || !keys.usesStandardInput else {
            throw .usage("standard input cannot be both the key set and the tokens: save one of them to a file")
        }
        do {
            return .file(try FileInput(path: path))
        } catch {
            throw .unavailable("the input \(ShownName.path(path)) cannot be read: \(error)")
        }
    }

    private var writer: (any ResultWriter)? {
        guard !quiet else { return nil }
        return switch format {
        case .text: TextResultWriter(showsColour: StandardStream.output.showsColour)
        case .json: JSONResultWriter()
        }
    }

    private func run(_ source: Source, _ judge: BlockJudge) throws(CommandFailure) -> RunStatistics {
        switch source {
        case .arguments:
            var output = OutputBuffer()
            var statistics = RunStatistics()
            judge.judge(TokenBatch(arguments: tokens, nonce: policy.nonce), firstLine: 1, into: &output, &statistics)
            try StandardStream.output.write(output.bytes)
            return statistics
        case .file(let file):
            let run = ValidationRun(file, lines: judge.lines, judge: judge, threads: threads ?? Process.processorCount)
            return try run.run()
        }
    }

    private func report(_ summary: RunSummary) throws(CommandFailure) {
        let isSummaryWanted = quiet || format == .text && summary.statistics.tokenCount != 1
        if isSummaryWanted {
            try StandardStream.output.write(Array((format == .json ? summary.json : summary.text).utf8))
        }
        if summary.statistics.tokenCount == 0 {
            StandardStream.error.write("idtoken: the input holds no token\n")
        }
        if stats { StandardStream.error.write(summary.json) }
    }
}

extension TokenBatch {
    fileprivate init(arguments: [String], nonce: String?) {
        self.init()
        for token in arguments { append(token, nonce: nonce) }
    }
}
