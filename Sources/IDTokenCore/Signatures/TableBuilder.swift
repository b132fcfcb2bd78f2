internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Builds tables away from the callers: one thread at a time, that lives while keys wait.
final class TableBuilder: Sendable {
    static let shared = TableBuilder()

    /// The most tables that a process holds: 128 of about 150 KB are 19 MB. Keys beyond it stay with the reference
    /// engine until others go.
    static let maximumTables = 128

    private struct State {
        var waiting: [Waiting] = []
        var thread: WorkerThread?
        var isRunning = false
        var isEnding = false
    }

    /// A key that waits for its table, unless it goes before.
    private struct Waiting {
        weak var key: ES256PublicKey?
    }

    private let state = Mutex(State())

    private init() {
        // OpenSSL tears itself down when the process exits, which a running build would not survive. Its handler is
        // registered by its first use, so this one, registered later, runs before it.
        _ = P256Curve.shared
        atexit { TableBuilder.shared.finish() }
    }

    /// Asks for a key's table; returns at once.
    func request(_ key: ES256PublicKey) {
        state.withLock { state in
            guard !state.isEnding else { return }
            state.waiting.append(Waiting(key: key))
            guard !state.isRunning else { return }
            state.isRunning = true
            state.thread?.detach()
            state.thread = WorkerThread { TableBuilder.shared.run() }
            if state.thread == nil {
                state.isRunning = false
                state.waiting.removeAll()
            }
        }
    }

    /// Builds a key's table on the calling thread unless it is there, and returns it; `nil` where the library cannot,
    /// where the self-test says no, or where ``maximumTables`` are held.
    ///
    /// - Parameter isForced: Whether the engine was explicitly chosen, and so need not be faster.
    @discardableResult
    func build(_ key: ES256PublicKey, isForced: Bool = false) -> FixedBaseTable? {
        if let table = key.table.load() { return table }
        guard isForced ? ES256SelfTest.isRight : ES256SelfTest.isWorthwhile,
            FixedBaseTable.living.load(ordering: .relaxed) < Self.maximumTables,
            let table = FixedBaseTable(for: key)
        else { return nil }
        return key.table.storeIfNil(table)
    }

    private func run() {
        while let key = nextKey() {
            build(key)
        }
    }

    private func nextKey() -> ES256PublicKey? {
        state.withLock { state in
            while !state.waiting.isEmpty {
                if let key = state.waiting.removeFirst().key, !state.isEnding { return key }
            }
            state.isRunning = false
            return nil
        }
    }

    /// Lets the build in hand finish, and starts no other.
    private func finish() {
        let thread = state.withLock { state in
            state.isEnding = true
            state.waiting.removeAll()
            defer { state.thread = nil }
            return state.thread
        }
        thread?.join()
    }
}
