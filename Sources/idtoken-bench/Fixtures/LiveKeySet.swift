internal import Dispatch
internal import IDTokenCore
internal import IDTokenJWKS
internal import Synchronization

/// A cache with its first keys, and if wanted a storm of refreshes that replaces them about every millisecond.
///
/// The threads of a case share one, which goes with the last of them.
final class LiveKeySet: Sendable {
    let cache: KeySetCache

    private let storm: Task<Void, Never>?

    private struct Weak {
        weak var value: LiveKeySet?
    }

    private static let shared = Mutex<[Bool: Weak]>([:])

    /// The one that is there, or a new one.
    static func shared(_ fixture: Fixture, isStorming: Bool) throws(BenchError) -> LiveKeySet {
        if let present = shared.withLock({ $0[isStorming]?.value }) { return present }
        let new = try LiveKeySet(fixture, isStorming: isStorming)
        shared.withLock { $0[isStorming] = Weak(value: new) }
        return new
    }

    private init(_ fixture: Fixture, isStorming: Bool) throws(BenchError) {
        // The same keys in other bytes: a set of its own each time.
        let bodies = [fixture.pool.keySet, fixture.pool.keySet + Array(" ".utf8)]
        let source = SuppliedKeySetSource(bodies[0])
        let cache = try Self.makeCache(source)
        try Self.fill([cache])
        self.cache = cache
        guard isStorming else {
            storm = nil
            return
        }
        storm = Task {
            var round = 0
            while !Task.isCancelled {
                round += 1
                source.supply(bodies[round % 2])
                try? await cache.refresh()
                try? await Task.sleep(for: .milliseconds(1))
            }
        }
    }

    deinit {
        storm?.cancel()
        cache.stop()
    }

    /// Makes a cache that builds no tables: what it takes to hold and read keys is measured, not what it takes to use
    /// them.
    static func makeCache(
        _ source: SuppliedKeySetSource,
        issuer: String? = nil,
        snapshotPath: String? = nil
    ) throws(BenchError) -> KeySetCache {
        var configuration = KeySetCacheConfiguration()
        configuration.buildsTablesAhead = false
        do {
            return try KeySetCache(
                source: source,
                issuer: issuer,
                configuration: configuration,
                snapshotPath: snapshotPath
            )
        } catch {
            throw BenchError("The key-set cache cannot be made: \(error.message)")
        }
    }

    /// Waits until each of some caches holds its first keys.
    static func fill(_ caches: [KeySetCache]) throws(BenchError) {
        let done = DispatchSemaphore(value: 0)
        let outcome = FillOutcome()
        Task {
            for cache in caches {
                do { try await cache.refresh() } catch { outcome.failures.wrappingAdd(1, ordering: .relaxed) }
            }
            done.signal()
        }
        done.wait()
        guard outcome.failures.load(ordering: .relaxed) == 0 else {
            throw BenchError("The key sets of the fixtures were refused.")
        }
    }

    private final class FillOutcome: Sendable {
        let failures = Atomic(0)
    }
}
