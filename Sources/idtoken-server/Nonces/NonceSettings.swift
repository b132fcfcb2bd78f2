internal import IDTokenCore

#if SQLite
    internal import IDTokenNonceSQLite
#endif

/// Where nonces are remembered, how many, and for how long.
struct NonceSettings {
    private enum Place {
        case memory
        case database(String)
    }

    private let place: Place
    private let capacity: Int?
    /// Seconds for which a nonce can be spent.
    let lifetime: Int

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        lifetime = try reader.number(.nonceLifetime, in: 1...Nonce.maximumLifetime) ?? Nonce.defaultLifetime
        capacity = try reader.number(.nonceCapacity, in: 1...16_777_216)
        let text = try reader.text(.nonceStore) ?? "memory"
        if text == "memory" {
            place = .memory
        } else if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
            place = .database(String(text.dropFirst(7)))
        } else {
            throw ConfigurationError("nonce-store must be memory or sqlite:FILE")
        }
    }

    /// Opens the store.
    func store() throws(ConfigurationError) -> any NonceStore {
        switch place {
        case .memory:
            return capacity.map { InMemoryNonceStore(capacity: $0) } ?? InMemoryNonceStore()
        case .database(let path):
            return try database(path)
        }
    }

    #if SQLite
        private func database(_ path: String) throws(ConfigurationError) -> any NonceStore {
            do throws(NonceStoreError) {
                guard let capacity else { return try SQLiteNonceStore(path: path) }
                return try SQLiteNonceStore(path: path, capacity: capacity)
            } catch {
                throw ConfigurationError("the nonce store \(ForeignText.shown(path)) cannot be used: \(error.message)")
            }
        }
    #else
        private func database(_ path: String) throws(ConfigurationError) -> any NonceStore {
            throw ConfigurationError(
                "this server was built without SQLite: build it with 'swift build --traits SQLite', or use nonce-store memory"
            )
        }
    #endif
}
