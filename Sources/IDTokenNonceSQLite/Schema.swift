#if SQLite

    internal import GRDB
    internal import IDTokenCore

    /// The tables of the database.
    ///
    /// The number of rows is kept by triggers, because counting them would take longer the more there are.
    enum Schema {
        /// The number that `PRAGMA user_version` has in a database of this layout.
        static let version = 1

        /// Makes the tables in an empty database, and refuses one of another layout.
        static func prepare(_ database: Database) throws {
            try database.inTransaction(.immediate) {
                switch try Int.fetchOne(database, sql: "PRAGMA user_version") {
                case version: break
                case 0
                where try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema WHERE name = 'nonce'") == 0:
                    try database.execute(sql: tables)
                    try database.execute(sql: "PRAGMA user_version = \(version)")
                default:
                    throw NonceStoreError(.unavailable, message: "The nonce database has a layout of another version.")
                }
                return .commit
            }
        }

        private static let tables = """
            CREATE TABLE nonce (
                digest BLOB NOT NULL PRIMARY KEY,
                binding BLOB,
                expiration INTEGER NOT NULL,
                is_spent INTEGER NOT NULL DEFAULT 0
            ) WITHOUT ROWID;
            CREATE INDEX nonce_by_expiration ON nonce (expiration);
            CREATE TABLE used_token (
                digest BLOB NOT NULL PRIMARY KEY,
                expiration INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX used_token_by_expiration ON used_token (expiration);
            CREATE TABLE row_count (name TEXT NOT NULL PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO row_count VALUES ('nonce', 0), ('used_token', 0);
            CREATE TRIGGER nonce_added AFTER INSERT ON nonce
                BEGIN UPDATE row_count SET rows = rows + 1 WHERE name = 'nonce'; END;
            CREATE TRIGGER nonce_forgotten AFTER DELETE ON nonce
                BEGIN UPDATE row_count SET rows = rows - 1 WHERE name = 'nonce'; END;
            CREATE TRIGGER used_token_added AFTER INSERT ON used_token
                BEGIN UPDATE row_count SET rows = rows + 1 WHERE name = 'used_token'; END;
            CREATE TRIGGER used_token_forgotten AFTER DELETE ON used_token
                BEGIN UPDATE row_count SET rows = rows - 1 WHERE name = 'used_token'; END;
            """
    }

#endif
