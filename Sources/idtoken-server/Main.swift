internal import ArgumentParser
internal import Configuration
internal import Hummingbird

@main
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "idtoken-server", abstract: "Judge ID tokens over HTTP.")

    func run() async throws {
        let router = Router()
        router.get("/healthz") { _, _ in "alive\n" }
        try await Application(router: router).runService()
    }
}
