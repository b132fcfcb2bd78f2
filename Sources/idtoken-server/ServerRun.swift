internal import Hummingbird
internal import IDTokenCore
internal import IDTokenJWKS
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One run of the server, from settings to its graceful end.
struct ServerRun {
    /// What ended a run that had sound settings.
    struct Failure: Error {
        let message: String
    }

    private let settings: ServerSettings
    private let metrics: PrometheusRegistry
    private let logger: Logger

    /// How long requests in hand may take once the server was told to end.
    private static let shutdownTime: Duration = .seconds(30)

    init(_ settings: ServerSettings, metrics: PrometheusRegistry) {
        self.settings = settings
        self.metrics = metrics
        logger = settings.logging.logger()
    }

    /// Serves until the process is told to end.
    func run() async throws {
        var parts = ServerParts(providers: try await providers(), nonces: try settings.nonces.store())
        parts.nonceLifetime = settings.nonces.lifetime
        parts.limits = settings.limits
        parts.hosts = settings.listening.hosts
        parts.keyWait = settings.keyWait
        parts.metrics = metrics
        parts.logger = logger
        try OpenFiles.allow(settings.limits.maximumConnections)
        let listening = settings.listening
        let isListening = Mutex(false)
        let application = parts.application(at: listening.address) { address in
            isListening.withLock { $0 = true }
            StandardStream.output.write(listening.readyLine(port: address?.port) + "\n")
        }
        var configuration = ServiceGroupConfiguration(
            services: [application],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = Self.shutdownTime
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            guard isListening.withLock({ $0 }) else {
                throw Failure(message: "cannot listen as told (\(listening.readyLine(port: nil))): \(error)")
            }
            throw Failure(message: "the server failed: \(type(of: error))")
        }
        if let path = listening.socketPath { _ = unsafe unlink(path) }
    }

    private func providers() async throws(ConfigurationError) -> ProviderTable {
        var providers: [Provider] = []
        for settings in settings.providers {
            let issuer = settings.policy.issuer
            var secrets: [SharedSecret] = []
            for file in settings.secrets { secrets.append(try file.secret()) }
            var cache: KeySetCache?
            if let keys = settings.keys { cache = try await keys.cache(issuer: issuer, logger: logger) }
            do throws(IDTokenError) {
                providers.append(try Provider(policy: settings.policy, cache: cache, secrets: secrets))
            } catch {
                throw ConfigurationError(
                    "the policy for issuer \(ForeignText.shown(issuer)) cannot be used: \(error.message)"
                )
            }
        }
        guard let first = providers.first else { throw ConfigurationError("there is no provider") }
        return ProviderTable(first: first, others: Array(providers.dropFirst()))
    }
}
