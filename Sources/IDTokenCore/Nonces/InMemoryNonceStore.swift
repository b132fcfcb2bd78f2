internal import Synchronization

/// Nonces in the memory of this process: the default, for a server of one process.
///
/// Nothing survives a restart: nonces that were issued before it are then never issued, and are refused. Neither nonces
/// nor bindings are kept, only their digests. Memory is bounded: an entry takes about 200 bytes.
///
/// All operations take constant time under one lock, which is held for some hundred nanoseconds and never while waiting.
public final class InMemoryNonceStore: NonceStore {
    private struct Entry: Sendable {
        let expiration: Int64
        let binding: SHA256Digest?
        var isSpent: Bool
    }

    private let table: Mutex<ExpiringTable<Entry>>
    private let retention: Int64

    /// Makes an empty store.
    ///
    /// - Parameters:
    ///   - capacity: The most nonces that are remembered, spent ones included, at least 1. A full store refuses to issue.
    ///   - retention: Seconds for which a lapsed nonce is still told apart from one that was never issued, where there is
    ///     room; lapsed nonces make way for new ones. From 0 to ``Nonce/maximumLifetime``; other values are moved there.
    public init(capacity: Int = 262_144, retention: Int = 3600) {
        table = Mutex(ExpiringTable(capacity: capacity))
        self.retention = Int64(min(max(retention, 0), Nonce.maximumLifetime))
    }

    /// How many nonces are remembered: unspent, spent, and lapsed but not forgotten yet.
    public var count: Int { table.withLock { $0.count } }

    /// Makes a nonce and remembers its digest; see ``NonceStore/issue(lifetime:binding:at:)``. Never suspends.
    public func issue(lifetime: Int, binding: String?, at now: NumericDate) throws(NonceStoreError) -> Nonce {
        guard binding != "" else { throw .emptyBinding }
        let nonce = try Nonce(lifetime: lifetime, at: now)
        let entry = Entry(
            expiration: nonce.expiration.seconds,
            binding: binding.map { .of(Array($0.utf8)) },
            isSpent: false
        )
        let key = SHA256Digest.of(Array(nonce.value.utf8))
        let isRemembered = table.withLock { table in
            table.forget(through: now.seconds, latest: now.seconds + retention)
            // What has lapsed is kept only to be told apart, and so is the first to go.
            table.makeRoom(through: now.seconds + retention, latest: now.seconds + retention)
            return table.insert(key, entry, forgetTime: entry.expiration + retention)
        }
        guard isRemembered else { throw .full }
        return nonce
    }

    /// Spends a nonce; see ``NonceStore/consume(_:binding:at:)``. Never suspends, and throws nothing.
    public func consume(
        _ nonce: String,
        binding: String?,
        at now: NumericDate
    ) throws(NonceStoreError) -> NonceOutcome {
        let key = SHA256Digest.of(Array(nonce.utf8))
        let binding = binding.map { SHA256Digest.of(Array($0.utf8)) }
        return table.withLock { table in
            guard var entry = table[key] else { return .refused(.neverIssued) }
            guard !entry.isSpent else { return .refused(.replayed) }
            guard now.seconds < entry.expiration else { return .refused(.lapsed) }
            guard entry.binding == binding else { return .refused(.bindingDiffers) }
            entry.isSpent = true
            table[key] = entry
            return .consumed
        }
    }
}
