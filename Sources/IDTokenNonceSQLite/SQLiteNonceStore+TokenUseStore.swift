#if SQLite

    internal import Foundation
    internal import GRDB
    public import IDTokenCore

    extension SQLiteNonceStore: TokenUseStore {
        /// Notes a use of a token; see ``IDTokenCore/TokenUseStore/use(_:until:at:)``.
        public func use(
            _ token: SigningInputDigest,
            until end: NumericDate,
            at now: NumericDate
        ) async throws(NonceStoreError) -> TokenUse {
            let digest = Data(token.bytes)
            // A fraction of a second is kept whole: too long by it, never too short.
            let lastSecond = max(end.nanoseconds == 0 ? end.seconds : end.seconds + 1, now.seconds + 1)
            let capacity = capacity
            return try await transaction("written") { database in
                let query = try database.cachedStatement(sql: "SELECT expiration FROM used_token WHERE digest = ?")
                if let expiration = try Int64.fetchOne(query, arguments: [digest]) {
                    if expiration > now.seconds { return .repeated }
                    let removal = try database.cachedStatement(sql: "DELETE FROM used_token WHERE digest = ?")
                    try removal.execute(arguments: [digest])
                }
                try ExpiringRows.usedToken.makeRoom(
                    in: database,
                    capacity: capacity,
                    forgetting: now.seconds,
                    orEvenFrom: now.seconds
                )
                let insertion = try database.cachedStatement(
                    sql: "INSERT INTO used_token (digest, expiration) VALUES (?, ?)"
                )
                try insertion.execute(arguments: [digest, lastSecond])
                return .first
            }
        }
    }

#endif
