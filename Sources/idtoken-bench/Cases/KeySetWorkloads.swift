internal import IDTokenCore
internal import IDTokenJWKS

/// Reads the key set of a cache, as a validator does for every token.
final class KeySetReadWorkload: Workload {
    private let live: LiveKeySet
    private let provider: any KeySetProvider
    private let now = SystemKeySetClock().now().wall
    private var last: UInt64 = 0
    private(set) var surprises = 0

    let tokensPerCall = 1

    init(_ fixture: Fixture, isStorming: Bool) throws(BenchError) {
        live = try LiveKeySet.shared(fixture, isStorming: isStorming)
        provider = live.cache
    }

    func call() {
        // Sets follow one another: an older one than before would have been freed, or published late.
        guard case .keys(let keys) = provider.keySet(at: now), keys.generation >= last else {
            surprises += 1
            return
        }
        last = keys.generation
    }
}

/// The floor of reading: a key set that never changes, by the same seam.
final class FixedKeySetFloor: Workload {
    private struct KeptKeySet: KeySetProvider {
        let keys: JWKSet

        func keySet(at now: NumericDate) -> KeySetReading { .keys(keys) }

        func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool { false }
    }

    private let provider: any KeySetProvider
    private var last: UInt64 = 0
    private(set) var surprises = 0

    let tokensPerCall = 1

    init(_ fixture: Fixture) throws(BenchError) {
        guard let keys = try? JWKSet(parsing: fixture.pool.keySet) else {
            throw BenchError("The fixtures have no key set.")
        }
        provider = KeptKeySet(keys: keys)
    }

    func call() {
        guard case .keys(let keys) = provider.keySet(at: TokenPool.now), keys.generation >= last else {
            surprises += 1
            return
        }
        last = keys.generation
    }
}

/// Starts a cache from a disk snapshot and reads its keys.
final class SnapshotStartWorkload: Workload {
    private let source: SuppliedKeySetSource
    private let file: SnapshotFile
    private let keyCount: Int
    private let now: NumericDate
    private(set) var surprises = 0

    let tokensPerCall = 1

    init(_ fixture: Fixture) throws(BenchError) {
        source = SuppliedKeySetSource(fixture.pool.keySet)
        keyCount = fixture.pool.kind.keyCount
        now = SystemKeySetClock().now().wall
        file = try SnapshotFile(fixture.pool.keySet, source: source.name, at: now)
    }

    func call() {
        guard let cache = try? LiveKeySet.makeCache(source, snapshotPath: file.path),
            case .keys(let keys) = cache.keySet(at: now), keys.usableKeys.count == keyCount
        else {
            surprises += 1
            return
        }
    }
}
