internal import IDTokenCore
internal import IDTokenJWKS

/// One issuer: its clients, the keys it signs by, and what judges its tokens.
struct Provider: Sendable {
    /// Judges tokens for any of our clients.
    let judge: TokenJudge
    /// Judges tokens for one client alone, by its audience.
    let clients: [String: TokenJudge]
    /// The keys, where there is a key set.
    let cache: KeySetCache?

    var issuer: String { judge.validator.policy.issuer }

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - policy: The policy for all clients; its algorithms are set to what the keys allow.
    ///   - cache: The keys, if there is a key set: they alone verify ES256.
    ///   - secrets: The clients' secrets, if there are any: they alone verify HS256, each for its own client.
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if that makes no policy.
    init(policy: ValidationPolicy, cache: KeySetCache?, secrets: [SharedSecret]) throws(IDTokenError) {
        var policy = policy
        policy.algorithms = Self.algorithms(cache, secrets)
        self.cache = cache
        judge = try TokenJudge(policy: policy, cache: cache, secrets: secrets)
        var clients: [String: TokenJudge] = [:]
        for audience in policy.audiences {
            let own = secrets.filter { $0.audience == audience }
            // Where a client has neither, its tokens cannot be judged: it is as if it were none of ours.
            guard cache != nil || !own.isEmpty else { continue }
            var narrow = policy
            narrow.audiences = [audience]
            narrow.algorithms = Self.algorithms(cache, own)
            narrow.authorizedParties = policy.authorizedParties ?? policy.audiences
            clients[audience] = try TokenJudge(policy: narrow, cache: cache, secrets: own)
        }
        self.clients = clients
    }

    private static func algorithms(_ cache: KeySetCache?, _ secrets: [SharedSecret]) -> Set<SigningAlgorithm> {
        var algorithms: Set<SigningAlgorithm> = []
        if cache != nil { algorithms.insert(.es256) }
        if !secrets.isEmpty { algorithms.insert(.hs256) }
        return algorithms
    }
}
