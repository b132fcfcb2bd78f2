internal import IDTokenCore
internal import IDTokenJWKS

/// The key set that was in force at a time, by a history on disk.
struct PastKeySet {
    let history: KeySetHistory
    let path: String
    let time: NumericDate

    /// Whether the history has a set for the time; if not, says what it has.
    ///
    /// - Throws: ``CommandFailure`` if a file cannot be used: it may be the very set of that time, and the one before it
    ///   has keys that were withdrawn since.
    func isKnown() throws(CommandFailure) -> Bool {
        for entry in HistoryEntry.all(in: path) {
            guard case .failure(let reason) = entry.content else { continue }
            let name = ShownName.path("\(path)/\(entry.name)")
            throw .unavailable("\(name) of the history cannot be used: \(reason); restore it, or remove it")
        }
        if case .keys = history.keySet(at: time) { return true }
        let name = ShownName.path(path)
        let generations = history.generations
        guard let first = generations.first, let last = generations.last else {
            Notice.write("\(name) remembers no key set of this URL and issuer: leave --jwks-history out, or --at")
            return false
        }
        let sets = generations.count == 1 ? "one key set" : "\(generations.count) key sets"
        Notice.write(
            "\(name) remembers no key set that was in force at \(time.rfc3339): it has \(sets), first seen "
                + "\(first.firstSeenAt.rfc3339) and last confirmed \(last.confirmedAt.rfc3339)"
        )
        return false
    }
}
