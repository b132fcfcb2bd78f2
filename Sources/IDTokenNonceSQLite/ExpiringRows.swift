#if SQLite

    internal import GRDB
    internal import IDTokenCore

    /// The rows of one table that are forgotten at their expiration.
    enum ExpiringRows: String {
        case nonce
        case usedToken = "used_token"

        /// How many rows one call forgets at most: more than it adds, so that the table shrinks, and few enough that no call
        /// takes long.
        private static let mostForgotten = 64

        /// Forgets some rows that expired at or before `time`, and makes sure that there is room for one more.
        ///
        /// - Parameter lapsed: What has expired by then may be forgotten as well if there is no room otherwise.
        /// - Throws: ``NonceStoreError/Code/full`` if there is none.
        func makeRoom(in database: Database, capacity: Int, forgetting time: Int64, orEvenFrom lapsed: Int64) throws {
            try forget(in: database, through: time)
            guard try count(in: database) >= capacity else { return }
            try forget(in: database, through: lapsed)
            guard try count(in: database) < capacity else { throw NonceStoreError.full }
        }

        /// How many rows there are.
        func count(in database: Database) throws -> Int {
            let statement = try database.cachedStatement(sql: "SELECT rows FROM row_count WHERE name = ?")
            return try Int.fetchOne(statement, arguments: [rawValue]) ?? 0
        }

        private func forget(in database: Database, through time: Int64) throws {
            let statement = try database.cachedStatement(
                sql: """
                    DELETE FROM \(rawValue) WHERE digest IN (
                        SELECT digest FROM \(rawValue) WHERE expiration <= ? ORDER BY expiration LIMIT \(Self.mostForgotten)
                    )
                    """
            )
            try statement.execute(arguments: [time])
        }
    }

#endif
