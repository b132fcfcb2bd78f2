internal import ArgumentParser
internal import IDTokenJWKS

/// How key sets are fetched from a URL.
struct FetchOptions: ParsableArguments {
    /// The longest attempt, in seconds: a run makes two at most, and takes no more than 10 seconds for them.
    private static let longestAttempt = 5.0

    @Flag(help: "Admit http:// on a loopback address; any other URL is https.")
    var allowLoopbackHttp = false

    @Option(
        help: ArgumentHelp(
            "Seconds that an attempt to fetch keys may take (default: 5, the most).",
            valueName: "seconds"
        )
    )
    var fetchTimeout: Double?

    /// Which addresses are admitted.
    var transport: HTTPAddress.Transport { allowLoopbackHttp ? .uncheckedLoopbackHTTP : .httpsOnly }

    /// The bounds of one attempt.
    func limits() throws(CommandFailure) -> FetchLimits {
        let seconds = fetchTimeout ?? Self.longestAttempt
        guard seconds > 0, seconds <= Self.longestAttempt else {
            throw .usage("--fetch-timeout must be above 0 and at most 5 seconds")
        }
        return FetchLimits(deadline: .seconds(seconds))
    }
}
