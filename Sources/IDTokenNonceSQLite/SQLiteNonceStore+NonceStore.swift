#if SQLite

    internal import Foundation
    internal import GRDB
    public import IDTokenCore

    extension SQLiteNonceStore: NonceStore {
        /// Makes a nonce and writes its digest down; see ``IDTokenCore/NonceStore/issue(lifetime:binding:at:)``.
        public func issue(
            lifetime: Int,
            binding: String?,
            at now: NumericDate
        ) async throws(NonceStoreError) -> Nonce {
            guard binding != "" else { throw .emptyBinding }
            let nonce = try Nonce(lifetime: lifetime, at: now)
            let digest = Self.digest(of: nonce.value)
            let bindingDigest = binding.map { Self.digest(of: $0) }
            let (capacity, retention) = (capacity, retention)
            try await transaction("written") { database in
                try ExpiringRows.nonce.makeRoom(
                    in: database,
                    capacity: capacity,
                    forgetting: now.seconds - retention,
                    orEvenFrom: now.seconds
                )
                let statement = try database.cachedStatement(
                    sql: "INSERT INTO nonce (digest, binding, expiration) VALUES (?, ?, ?)"
                )
                try statement.execute(arguments: [digest, bindingDigest, nonce.expiration.seconds])
            }
            return nonce
        }

        /// Spends a nonce; see ``IDTokenCore/NonceStore/consume(_:binding:at:)``.
        public func consume(
            _ nonce: String,
            binding: String?,
            at now: NumericDate
        ) async throws(NonceStoreError) -> NonceOutcome {
            let spending = NonceSpending(nonce: nonce, binding: binding)
            return try await transaction("written") { database in
                try Self.spend(spending, at: now, in: database)
            }
        }

        /// Spends several nonces with one write for every ``spendingsPerTransaction`` of them; see
        /// ``IDTokenCore/NonceStore/consume(_:at:)``.
        public func consume(
            _ spendings: [NonceSpending],
            at now: NumericDate
        ) async -> [Result<NonceOutcome, NonceStoreError>] {
            var results: [Result<NonceOutcome, NonceStoreError>] = []
            results.reserveCapacity(spendings.count)
            var start = 0
            while start < spendings.count {
                let share = Array(spendings[start..<min(start + Self.spendingsPerTransaction, spendings.count)])
                start += share.count
                do throws(NonceStoreError) {
                    let outcomes = try await transaction("written") { database in
                        try share.map { try Self.spend($0, at: now, in: database) }
                    }
                    results += outcomes.map { .success($0) }
                } catch {
                    // The transaction was rolled back as a whole.
                    results += share.map { _ in .failure(error) }
                }
            }
            return results
        }

        /// Spends a nonce in a transaction. One statement finds, judges and marks it; only a refusal looks again, for the
        /// reason.
        private static func spend(_ spending: NonceSpending, at now: NumericDate, in database: Database) throws
            -> NonceOutcome
        {
            let digest = digest(of: spending.nonce)
            let binding = spending.binding.map { Self.digest(of: $0) }
            let update = try database.cachedStatement(
                sql: """
                    UPDATE nonce SET is_spent = 1
                    WHERE digest = ? AND is_spent = 0 AND expiration > ? AND binding IS ?
                    """
            )
            try update.execute(arguments: [digest, now.seconds, binding])
            guard database.changesCount == 0 else { return .consumed }
            let query = try database.cachedStatement(sql: "SELECT is_spent, expiration FROM nonce WHERE digest = ?")
            guard let row = try Row.fetchOne(query, arguments: [digest]) else { return .refused(.neverIssued) }
            if row[0] as Bool { return .refused(.replayed) }
            return .refused(row[1] as Int64 > now.seconds ? .bindingDiffers : .lapsed)
        }

        private static func digest(of text: String) -> Data {
            Data(SHA256Digest.of(Array(text.utf8)).bytes)
        }
    }

#endif
