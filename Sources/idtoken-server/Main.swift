internal import ArgumentParser
internal import Hummingbird
internal import IDTokenCore
internal import IDTokenJWKS
internal import IDTokenLINE

@main
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idtoken-server",
        abstract: "Judge ID tokens over HTTP."
    )
    @Option var provider: String?
    @Option var channelId: [String] = []
    @Option var jwks: String
    @Option var port = 8080

    func run() async throws {
        let cache = try KeySetCache(
            source: FileKeySetSource(path: jwks),
            issuer: ValidationPolicy.lineIssuer,
            configuration: .local
        )
        try await cache.refresh()
        let provider = try Provider(
            policy: .line(channelIDs: channelId, nonceRule: .uncheckedUnlessGiven),
            cache: cache,
            secrets: []
        )
        let parts = ServerParts(providers: ProviderTable(first: provider), nonces: InMemoryNonceStore())
        try await parts.application(at: .hostname("127.0.0.1", port: port)) { address in
            print("listening on http://127.0.0.1:\(address?.port ?? 0)")
        }.runService()
    }
}
