public import IDTokenJWKS
public import ServiceLifecycle

/// Keeps the keys of one or many issuers fresh for as long as a `ServiceGroup` runs.
///
/// ```swift
/// let group = ServiceGroup(services: [KeySetRefreshService(cache), server], logger: logger)
/// try await group.run()
/// ```
///
/// It ends with a graceful shutdown or a cancellation. Without a group, `KeySetCache.start()` does the same.
public struct KeySetRefreshService: Service {
    private let caches: [KeySetCache]

    /// Makes a service for some caches.
    public init(_ caches: KeySetCache...) {
        self.caches = caches
    }

    /// Makes a service for all issuers that a registry has now.
    public init(_ registry: IssuerRegistry) {
        caches = registry.all.map(\.cache)
    }

    /// Refreshes the keys until the group shuts down; then the caches are stopped for good.
    public func run() async throws {
        let caches = self.caches
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for cache in caches { group.addTask { await cache.run() } }
            }
        }
    }
}
