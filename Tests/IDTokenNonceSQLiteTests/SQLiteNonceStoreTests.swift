#if SQLite

    import Foundation
    import GRDB
    import IDTokenCore
    @testable import IDTokenNonceSQLite
    import Testing

    struct SQLiteNonceStoreTests {
        private let folder: TemporaryFolder
        private let path: String
        private let now = NumericDate(seconds: 1_767_225_600)

        init() throws {
            folder = try TemporaryFolder()
            path = folder.file("nonces.sqlite")
        }

        private func later(_ seconds: Int64) -> NumericDate { now.advanced(bySeconds: seconds) }

        private func issue(_ store: SQLiteNonceStore, lifetime: Int = 60, binding: String? = nil) async throws -> String
        {
            try await store.issue(lifetime: lifetime, binding: binding, at: now).value
        }

        @Test func `A nonce is spent once, and its second use is a replay`() async throws {
            let store = try SQLiteNonceStore(path: path)
            let nonce = try await issue(store)
            #expect(try await store.consume(nonce, at: now) == .consumed)
            #expect(try await store.consume(nonce, at: now) == .refused(.replayed))
            #expect(try await store.consume(nonce, at: later(600)) == .refused(.replayed))
        }

        @Test func `Never issued, lapsed and of another session are told apart`() async throws {
            let store = try SQLiteNonceStore(path: path)
            let nonce = try await issue(store, binding: "session-1")
            for made in [
                "", "n", nonce + "=", nonce.lowercased(), "' OR 1=1 --", String(repeating: "x", count: 100_000),
            ] {
                #expect(try await store.consume(made, binding: "session-1", at: now) == .refused(.neverIssued))
            }
            for binding in ["session-2", "", nil] {
                #expect(try await store.consume(nonce, binding: binding, at: now) == .refused(.bindingDiffers))
            }
            #expect(try await store.consume(nonce, binding: "session-1", at: later(60)) == .refused(.lapsed))
            let last = NumericDate(seconds: now.seconds + 59, nanoseconds: 999_999_999)
            #expect(try await store.consume(nonce, binding: "session-1", at: last) == .consumed)
        }

        @Test func `A nonce without binding is not spent by a session, and an empty binding is refused`() async throws {
            let store = try SQLiteNonceStore(path: path)
            let nonce = try await issue(store)
            #expect(try await store.consume(nonce, binding: "session-1", at: now) == .refused(.bindingDiffers))
            await #expect(throws: NonceStoreError(.emptyBinding, message: "")) { try await issue(store, binding: "") }
            await #expect(throws: NonceStoreError(.invalidLifetime, message: "")) {
                try await issue(store, lifetime: 0)
            }
        }

        @Test func `Spent and unspent nonces survive a restart`() async throws {
            var store = try SQLiteNonceStore(path: path)
            let (spent, unspent) = (try await issue(store), try await issue(store))
            #expect(try await store.consume(spent, at: now) == .consumed)
            store = try SQLiteNonceStore(path: path)
            #expect(try await store.consume(spent, at: now) == .refused(.replayed))
            #expect(try await store.consume(unspent, at: now) == .consumed)
        }

        @Test func `A full store refuses to issue and forgets none, and what has lapsed makes room`() async throws {
            let store = try SQLiteNonceStore(path: path, capacity: 3)
            let nonces = [
                try await issue(store), try await issue(store, lifetime: 61), try await issue(store, lifetime: 61),
            ]
            #expect(try await store.consume(nonces[0], at: now) == .consumed)
            for _ in 0..<3 {
                await #expect(throws: NonceStoreError(.full, message: "")) {
                    try await store.issue(at: later(59))
                }
            }
            #expect(try await store.consume(nonces[0], at: later(59)) == .refused(.replayed))
            _ = try await store.issue(at: later(60))
            #expect(try await store.consume(nonces[0], at: later(60)) == .refused(.neverIssued))
            #expect(try await store.consume(nonces[1], at: later(60)) == .consumed)
            await #expect(throws: NonceStoreError(.full, message: "")) { try await store.issue(at: later(60)) }
        }

        @Test func `Several are spent in their order`() async throws {
            let store = try SQLiteNonceStore(path: path)
            let (nonce, bound) = (try await issue(store), try await issue(store, binding: "s"))
            let results = await store.consume(
                [
                    NonceSpending(nonce: nonce), NonceSpending(nonce: "made up"), NonceSpending(nonce: nonce),
                    NonceSpending(nonce: bound), NonceSpending(nonce: bound, binding: "s"),
                ],
                at: now
            )
            #expect(
                try results.map { try $0.get() } == [
                    .consumed, .refused(.neverIssued), .refused(.replayed), .refused(.bindingDiffers), .consumed,
                ]
            )
        }

        @Test func `Of many tasks and two connections exactly one spends each nonce`() async throws {
            let stores = [try SQLiteNonceStore(path: path), try SQLiteNonceStore(path: path)]
            var nonces: [String] = []
            for _ in 0..<20 { nonces.append(try await issue(stores[0])) }
            let all = nonces
            let wins = try await withThrowingTaskGroup(of: [String].self) { group in
                for task in 0..<8 {
                    group.addTask {
                        var wins: [String] = []
                        for nonce in task % 4 < 2 ? all : all.reversed()
                        where try await stores[task % 2].consume(nonce, at: now) == .consumed {
                            wins.append(nonce)
                        }
                        return wins
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(wins.sorted() == nonces.sorted())
        }

        @Test func `A token without nonce is used once, restarts included, until its end`() async throws {
            var store = try SQLiteNonceStore(path: path, capacity: 1)
            let token = SigningInputDigest(of: "header.payload.signature")
            #expect(try await store.use(token, until: later(60), at: now) == .first)
            store = try SQLiteNonceStore(path: path, capacity: 1)
            #expect(try await store.use(token, until: later(60), at: later(59)) == .repeated)
            await #expect(throws: NonceStoreError(.full, message: "")) {
                try await store.use(SigningInputDigest(of: "a.b.c"), until: later(60), at: later(59))
            }
            #expect(try await store.use(token, until: later(120), at: later(60)) == .first)
            #expect(try await store.use(token, until: later(120), at: later(60)) == .repeated)
        }

        @Test func `What is no nonce database of this version is refused and left alone`() throws {
            try Data("not a database, but long enough to look like one to whoever reads the header only".utf8)
                .write(to: URL(fileURLWithPath: path))
            // Neither a database in memory nor a temporary one would survive anything.
            for path in [path, folder.path, folder.file("missing/nonces.sqlite"), ":memory:", "", "file:nonces"] {
                let error = #expect(throws: NonceStoreError.self) { try SQLiteNonceStore(path: path) }
                #expect(error?.code == .unavailable)
                #expect(error?.description.contains(folder.path) == false)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).starts(with: Data("not a database".utf8)))
        }

        @Test func `What is committed is written through to the disk`() throws {
            let store = try SQLiteNonceStore(path: path)
            let (journal, synchronous) = try store.database.read { database in
                (
                    try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne(database, sql: "PRAGMA synchronous")
                )
            }
            #expect(journal == "wal")
            // 2 is FULL: the log is synchronized at every commit.
            #expect(synchronous == 2)
        }

        @Test func `The files are for their user alone, and one that is there keeps its mode and content`() async throws
        {
            let store = try SQLiteNonceStore(path: path)
            let nonce = try await issue(store)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.count == 3)
            for name in names {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            #expect(try await SQLiteNonceStore(path: path).consume(nonce, at: now) == .consumed)
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
        }

        @Test func `A call that is cancelled says so by an error and leaves the store usable`() async throws {
            let store = try SQLiteNonceStore(path: path)
            let nonce = try await issue(store)
            let call = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return try await store.consume(nonce, at: now)
            }
            await #expect(throws: NonceStoreError(.unavailable, message: "")) { try await call.value }
            #expect(try await store.consume(nonce, at: now) == .consumed)
        }

        @Test func `The file holds neither nonces nor bindings`() async throws {
            let store = try SQLiteNonceStore(path: path)
            let nonce = try await issue(store, binding: "session-of-somebody")
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
                #expect(bytes.range(of: Data(nonce.utf8)) == nil)
                #expect(bytes.range(of: Data("session-of-somebody".utf8)) == nil)
            }
        }
    }

#endif
