import IDTokenJWKS
import IDTokenServiceLifecycle
import IDTokenTesting
import Logging
import ServiceLifecycle
import Testing

@Suite struct KeySetRefreshServiceTests {
    @Test func `A service group refreshes the keys and ends with its shutdown`() async throws {
        let cache = try KeySetCache(source: SuppliedKeySetSource(TestIssuer().keySet))
        let group = ServiceGroup(services: [KeySetRefreshService(cache)], logger: Logger(label: "test"))
        let running = Task { try await group.run() }
        while !cache.status.isReady { try await Task.sleep(for: .milliseconds(2)) }
        await group.triggerGracefulShutdown()
        try await running.value
        await #expect(throws: KeySetFetchError.self) { try await cache.refresh() }
    }
}
