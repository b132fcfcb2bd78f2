internal import Hummingbird
internal import HummingbirdCore
internal import IDTokenCore
internal import IDTokenServiceLifecycle
internal import Logging
internal import NIOCore

/// All that the server is made of; a test brings its own clock, keys and nonces.
struct ServerParts: Sendable {
    let providers: ProviderTable
    let nonces: any NonceStore
    /// Seconds for which an issued nonce can be spent.
    var nonceLifetime = Nonce.defaultLifetime
    var limits = ServerLimits()
    var hosts = HostNames([])
    var keyWait: Duration = .seconds(2)
    /// The time of day.
    var now: @Sendable () -> NumericDate = { SystemClock.now }
    var metrics = PrometheusRegistry()
    var logger = Logger(label: "idtoken-server") { _ in SwiftLogNoOpLogHandler() }

    /// The routes.
    func router(_ meters: ServerMeters, _ connections: ConnectionTable) -> Router<ServerContext> {
        let logins = LoginJudge(providers: providers, nonces: nonces, meters: meters, now: now, keyWait: keyWait)
        let verify = VerifyRoute(providers: providers, now: now, keyWait: keyWait, limits: limits, meters: meters)
        let validate = ValidateRoute(logins: logins, limits: limits)
        let batch = BatchRoute(logins: logins, limits: limits)
        let issue = NonceRoute(nonces: nonces, lifetime: nonceLifetime, now: now, limits: limits, meters: meters)
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AnswerMiddleware(meters: meters))
        router.post("\(VerifyRoute.path)") { try await verify.answer($0, $1) }
        router.post("\(ValidateRoute.path)") { try await validate.answer($0, $1) }
        router.post("\(BatchRoute.path)") { try await batch.answer($0, $1) }
        router.post("\(NonceRoute.path)") { try await issue.answer($0, $1) }
        StateRoutes(providers: providers, metrics: metrics, meters: meters, connections: connections).add(to: router)
        PageRoutes(providers: providers, now: now, limits: limits).add(to: router)
        return router
    }

    /// The server, not running yet. The keys are refreshed for as long as it runs, and it does not wait for them.
    ///
    /// - Parameters:
    ///   - address: Where to listen.
    ///   - onListening: Called with the address once connections are accepted.
    func application(
        at address: BindAddress,
        onListening: @escaping @Sendable (SocketAddress?) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let meters = ServerMeters(factory: metrics)
        let table = ConnectionTable(limit: limits.maximumConnections)
        let (limits, hosts) = (self.limits, self.hosts)
        return Application(
            router: router(meters, table),
            server: HTTPServerBuilder { responder in
                GuardedHTTPChannel(responder: responder, limits: limits) {
                    ConnectionGuard(limits: limits, hosts: hosts, table: table, meters: meters)
                }
            },
            configuration: ApplicationConfiguration(address: address),
            services: providers.caches.map { KeySetRefreshService($0) },
            onServerRunning: { await onListening($0.localAddress) },
            logger: logger
        )
    }
}
