internal import Synchronization

extension ES256PublicKey {
    /// The table to verify by, if the engine may be used and it is there; asks for it where the key is in use.
    ///
    /// - Parameter uses: How many signatures are about to be verified by the key.
    @inline(__always)
    func table(for engine: EngineChoice, uses: Int = 1) -> FixedBaseTable? {
        guard engine != .reference else { return nil }
        if let table = table.load() { return table }
        return tableAfterRequest(engine, uses)
    }

    @inline(never)
    private func tableAfterRequest(_ engine: EngineChoice, _ uses: Int) -> FixedBaseTable? {
        guard engine == .automatic else { return TableBuilder.shared.build(self, isForced: true) }
        if progress.noteUses(uses) { TableBuilder.shared.request(self) }
        return nil
    }
}

extension JWKSet {
    /// Builds the tables of the accelerated engine for all usable keys now, on the calling thread: about 20 ms and
    /// 150 KB a key.
    ///
    /// - Returns: How many keys have their table; fewer than are usable where the library cannot, or where the process
    ///   holds as many tables as it may.
    @discardableResult
    public func prewarm() -> Int {
        keys.filter { $0.isUsable && $0.publicKey.flatMap { TableBuilder.shared.build($0) } != nil }.count
    }

    /// Asks for the tables of all usable keys to be built on a thread of their own; returns at once.
    public func prewarmInBackground() {
        for case let key? in keys.filter(\.isUsable).map(\.publicKey) where key.progress.request() {
            TableBuilder.shared.request(key)
        }
    }
}
