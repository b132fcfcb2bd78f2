#if SQLite

    internal import Foundation
    internal import GRDB
    public import IDTokenCore

    /// Nonces, and used tokens, in an SQLite database on this machine: they survive a restart and a crash, and several
    /// processes can share them.
    ///
    /// An answer is given only once SQLite has written it through to the disk, so that a nonce that was spent stays spent
    /// whatever ends the process or the machine. Neither nonces nor bindings nor tokens are in the file, only their digests.
    /// Whoever can write the file can make a spent nonce spendable again: keep it where only the server's user can.
    ///
    /// The file must be on a local disk, because write-ahead logging does not work over a network. Each call is one
    /// transaction, which costs one wait for the disk; spending a batch costs one for every 256 nonces.
    public final class SQLiteNonceStore: Sendable {
        /// The most nonces, and the most used tokens, that are remembered. It is this process's limit; give all processes
        /// the same.
        public let capacity: Int

        let database: DatabaseQueue
        let retention: Int64

        /// How many nonces are spent in one transaction: few enough that another process does not wait long for its turn.
        static let spendingsPerTransaction = 256

        /// Opens a store, and makes the file if there is none, for this user alone (mode 0600) where the file system can.
        ///
        /// - Parameters:
        ///   - path: Where the database is; beside it SQLite keeps two files of the same name with `-wal` and `-shm` added.
        ///   - capacity: The most nonces that are remembered, spent ones included, and the most used tokens; at least 1. A
        ///     full store refuses to issue, and lets no token through that has no nonce.
        ///   - retention: Seconds for which a lapsed nonce is still told apart from one that was never issued, where there is
        ///     room. From 0 to ``IDTokenCore/Nonce/maximumLifetime``; other values are moved there.
        ///   - busyTimeout: Seconds for which another process may hold the database before an operation gives up.
        /// - Throws: ``IDTokenCore/NonceStoreError`` if the file cannot be opened, is no such database or was made by another
        ///   version. Blocks the calling thread meanwhile.
        public init(
            path: String,
            capacity: Int = 1_048_576,
            retention: Int = 3600,
            busyTimeout: Double = 5
        ) throws(NonceStoreError) {
            self.capacity = max(capacity, 1)
            self.retention = Int64(min(max(retention, 0), Nonce.maximumLifetime))
            // What SQLite takes for a database that nothing would survive in, or for a URL.
            guard !path.isEmpty, !path.hasPrefix(":"), !path.hasPrefix("file:") else {
                throw NonceStoreError(.unavailable, message: "The path of the nonce database names no file.")
            }
            do {
                database = try Self.open(path, busyTimeout: busyTimeout)
            } catch {
                throw NonceStoreError(failed: "opened", because: error)
            }
        }

        /// Opens the database, again and again while another process that opens it too is in the way: SQLite waits for no
        /// other while it turns a new file to write-ahead logging.
        private static func open(_ path: String, busyTimeout: Double) throws -> DatabaseQueue {
            let end = ContinuousClock.now.advanced(by: .seconds(busyTimeout))
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(busyTimeout)
            configuration.label = "nonces"
            makePrivateFile(path)
            while true {
                do {
                    let database = try DatabaseQueue(path: path, configuration: configuration)
                    try database.writeWithoutTransaction { database in
                        // GRDB opens a write-ahead log with `NORMAL`, which may lose the last commits with the power.
                        try database.execute(sql: "PRAGMA synchronous = FULL")
                        try Schema.prepare(database)
                    }
                    return database
                } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end {
                    Thread.sleep(forTimeInterval: 0.005)
                }
            }
        }

        /// Makes an empty file that nobody else can read, if there is none; what SQLite puts beside it gets the same mode.
        ///
        /// It is made under another name and then linked to its own. Opened in place, it would be closed again, and with
        /// that the system drops all locks that this process has on a file, those of a store that was opened meanwhile too.
        /// Whatever goes wrong is found, and said, by SQLite.
        private static func makePrivateFile(_ path: String) {
            let files = FileManager.default
            guard !files.fileExists(atPath: path) else { return }
            let temporary = "\(path)-\(UUID().uuidString)"
            guard files.createFile(atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                return
            }
            try? files.linkItem(atPath: temporary, toPath: path)
            try? files.removeItem(atPath: temporary)
        }

        /// Does something in a transaction that has the database to itself from its start, and says what went wrong without
        /// a word of what was stored.
        func transaction<Result: Sendable>(
            _ verb: String,
            _ body: @Sendable (Database) throws -> Result
        ) async throws(NonceStoreError) -> Result {
            do {
                return try await database.writeWithoutTransaction { database in
                    var result: Result?
                    try database.inTransaction(.immediate) {
                        result = try body(database)
                        return .commit
                    }
                    // The transaction has set it, or thrown.
                    guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
                    return result
                }
            } catch {
                throw NonceStoreError(failed: verb, because: error)
            }
        }
    }

    extension NonceStoreError {
        init(failed verb: String, because error: any Error) {
            if let known = error as? NonceStoreError {
                self = known
                return
            }
            // The message of the library may quote what was stored or the path; its number does not.
            let number = (error as? DatabaseError).map { " (SQLite result \($0.extendedResultCode.rawValue))" } ?? ""
            self.init(.unavailable, message: "The nonce database could not be \(verb)\(number).")
        }
    }

#endif
