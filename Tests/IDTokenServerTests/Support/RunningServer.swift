import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle

@testable import idtoken_server

/// A server that listens on a loopback port of the system's choice.
struct RunningServer: Sendable {
    let port: Int
    private let group: ServiceGroup

    var host: String { "127.0.0.1:\(port)" }

    /// Tells the server to end, after the requests in hand.
    func shutDown() async {
        await group.triggerGracefulShutdown()
    }

    /// Starts a server, and ends it when the closure is done.
    static func run(
        _ parts: ServerParts,
        at address: BindAddress = .hostname("127.0.0.1", port: 0),
        _ body: @Sendable @escaping (RunningServer) async throws -> Void
    ) async throws {
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = parts.application(at: address) { continuation.yield($0?.port ?? 0) }
        let group = ServiceGroup(configuration: .init(services: [application], logger: parts.logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            if let port = await iterator.next() {
                let server = RunningServer(port: port, group: group)
                do {
                    try await body(server)
                } catch {
                    await server.shutDown()
                    throw error
                }
                await server.shutDown()
            }
            try await tasks.waitForAll()
        }
    }
}
