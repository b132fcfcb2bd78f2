internal import Synchronization

/// Used tokens in the memory of this process.
///
/// Nothing survives a restart: a token that was used before it can be used once more, until it expires. Memory is
/// bounded: an entry takes about 130 bytes. All operations take constant time under one lock.
public final class InMemoryTokenUseStore: TokenUseStore {
    private struct Used: Sendable {}

    private let table: Mutex<ExpiringTable<Used>>

    /// Makes an empty store that remembers at most `capacity` tokens, at least 1. A full store lets no token through.
    public init(capacity: Int = 262_144) {
        table = Mutex(ExpiringTable(capacity: capacity))
    }

    /// How many tokens are remembered.
    public var count: Int { table.withLock { $0.count } }

    /// Notes a use of a token; see ``TokenUseStore/use(_:until:at:)``. Never suspends, and throws only when full.
    public func use(
        _ token: SigningInputDigest,
        until end: NumericDate,
        at now: NumericDate
    ) throws(NonceStoreError) -> TokenUse {
        // A fraction of a second is kept whole: too long by it, never too short.
        let lastSecond = end.nanoseconds == 0 ? end.seconds : end.seconds + 1
        let use: TokenUse? = table.withLock { table in
            table.forget(through: now.seconds, latest: now.seconds)
            if table[token.digest] != nil { return .repeated }
            table.makeRoom(through: now.seconds, latest: now.seconds)
            return table.insert(token.digest, Used(), forgetTime: max(lastSecond, now.seconds + 1)) ? .first : nil
        }
        guard let use else { throw .full }
        return use
    }
}
