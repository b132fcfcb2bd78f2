import Foundation
import Hummingbird
import IDTokenCore
import IDTokenFoundation
import IDTokenJWKS
import IDTokenLINE
import IDTokenNonceSQLite
import IDTokenServiceLifecycle
import Logging

/// The parts of the login server, put together.
struct LoginApplication {
    let standIn: StandIn
    let users: UserTable
    let application: Application<RouterResponder<LoginContext>>

    /// Puts the parts together.
    ///
    /// - Parameters:
    ///   - folder: Where the databases are, or are to be.
    ///   - port: The port on 127.0.0.1; 0 lets the system choose.
    ///   - onListening: Told the port when the server can be asked.
    init(
        folder: URL,
        port: Int,
        logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws {
        standIn = try StandIn(now: { .now })
        users = try UserTable(path: folder.appending(path: "users.sqlite").path)

        // In a real backend this is `LINEEndpoint.production`.
        let endpoint = try LINEEndpoint(standIn.address, transport: .uncheckedLoopbackHTTP)
        let client = URLSessionTransport()
        let keys = try KeySetCache(
            source: HTTPKeySetSource(endpoint.keySetAddress, client: client),
            issuer: ValidationPolicy.lineIssuer,
            logger: logger
        )
        let line = LINELogin(
            validator: try LINEValidator(channels: [LINEChannel(StandIn.channelID)], keyProvider: keys),
            nonces: try SQLiteNonceStore(path: folder.appending(path: "nonces.sqlite").path),
            api: LINEAPIClient(endpoint: endpoint, client: client)
        )
        try await keys.waitUntilReady(upTo: .seconds(30))

        let router = Router(context: LoginContext.self)
        router.add(middleware: PageSecurity())
        LoginRoutes(
            line: line,
            users: users,
            attempts: ShortMemory(lifetime: LoginLifetimes.attempt),
            sessions: ShortMemory(lifetime: LoginLifetimes.session)
        ).add(to: router)
        PlayRoutes(standIn: standIn, users: users).add(to: router)
        try PageRoutes().add(to: router)
        application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            services: [KeySetRefreshService(keys)],
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? port) },
            logger: logger
        )
    }
}
