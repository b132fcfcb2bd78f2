import GRDB
import IDTokenCore
import IDTokenLINE

/// The users, in an SQLite database.
///
/// A user is written from a ``IDTokenLINE/LINEUser`` alone, which only a token that was judged gives: there is no way to
/// write what an app says.
struct UserTable: Sendable {
    private let database: DatabaseQueue

    /// Opens the database at a path, and makes it if there is none.
    init(path: String) throws {
        database = try DatabaseQueue(path: path)
        try database.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS user (
                        id TEXT PRIMARY KEY, name TEXT, picture TEXT, email TEXT,
                        proof TEXT NOT NULL, logins INTEGER NOT NULL, lastLogin INTEGER NOT NULL
                    ) STRICT
                    """
            )
        }
    }

    /// Registers a user, or brings a known one up to date. An access token says nothing of the e-mail address, which
    /// then stays as it was.
    func save(_ user: LINEUser, at now: NumericDate) async throws -> User {
        try await database.write { database in
            let row = try User.fetchOne(
                database,
                sql: """
                    INSERT INTO user (id, name, picture, email, proof, logins, lastLogin) VALUES (?, ?, ?, ?, ?, 1, ?)
                    ON CONFLICT (id) DO UPDATE SET
                        name = excluded.name, picture = excluded.picture, email = coalesce(excluded.email, email),
                        proof = excluded.proof, logins = logins + 1, lastLogin = excluded.lastLogin
                    RETURNING *
                    """,
                arguments: [
                    user.userID, user.displayName, user.pictureURL, user.email, user.proof.summary, now.seconds,
                ]
            )
            guard let row else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
            return row
        }
    }

    /// A user by LINE's user ID.
    func user(_ id: String) async throws -> User? {
        try await database.read { database in
            try User.fetchOne(database, sql: "SELECT * FROM user WHERE id = ?", arguments: [id])
        }
    }

    /// All users, those first who have logged in last.
    func all() async throws -> [User] {
        try await database.read { database in
            try User.fetchAll(database, sql: "SELECT * FROM user ORDER BY lastLogin DESC, id")
        }
    }
}
