internal import IDTokenCore
internal import IDTokenJWKS

/// The issuers that this server judges tokens of, at least one.
///
/// The `iss` of a token that was not judged yet decides nothing but which issuer's rules judge it, and those compare it
/// byte for byte. A token of nobody here is judged, and refused, by the first issuer's rules.
struct ProviderTable: Sendable {
    let providers: [Provider]
    private let first: Provider
    private let places: [String: Int]

    /// Makes a table; of several providers of one issuer the last one counts.
    init(first: Provider, others: [Provider] = []) {
        self.first = first
        providers = [first] + others
        places = Dictionary(providers.enumerated().map { ($1.issuer, $0) }) { _, last in last }
    }

    /// The keys of all issuers that have a key set.
    var caches: [KeySetCache] { providers.compactMap(\.cache) }

    /// The position of the issuer whose rules judge a token. Where there is one issuer, the token is not even looked at.
    func position(for token: String) -> Int {
        guard providers.count > 1, let issuer = Self.issuer(of: token) else { return 0 }
        return places[issuer] ?? 0
    }

    /// What judges a token for any client of ours.
    func judge(for token: String) -> TokenJudge {
        providers[position(for: token)].judge
    }

    /// What judges a token for one client alone, or `nil` if the client is none of ours.
    func judge(for token: String, client: String) -> TokenJudge? {
        guard providers.count > 1 else { return first.clients[client] }
        let responsible = providers[position(for: token)].clients[client]
        // A token of an issuer that does not know the client is judged by one that does.
        return responsible ?? providers.lazy.compactMap { $0.clients[client] }.first
    }

    private static func issuer(of token: String) -> String? {
        guard let unverified = try? UnverifiedIDToken(parsing: token) else { return nil }
        return unverified.claims["iss"]?.stringValue
    }

    /// What the key sets hold now.
    var keyStatuses: [KeySetCacheStatus] { caches.map(\.status) }
}

extension [KeySetCacheStatus] {
    /// Whether there are keys to judge by: one of the key sets is trusted and has a usable key, or none is configured.
    var areReady: Bool { isEmpty || contains { $0.isReady && $0.keys.contains(where: \.isUsable) } }
}
