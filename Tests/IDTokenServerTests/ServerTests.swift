import Hummingbird
import HummingbirdTesting
import Testing

@Suite("The server")
struct ServerTests {
    @Test("answers")
    func answers() async throws {
        let router = Router()
        router.get("/healthz") { _, _ in "alive\n" }
        try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/healthz", method: .get) { #expect($0.status == .ok) }
        }
    }
}
