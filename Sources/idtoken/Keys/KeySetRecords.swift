internal import IDTokenCore
internal import IDTokenJWKS

/// The snapshot that the next run starts from, and the history that old tokens are judged by.
///
/// Neither is needed to judge: what cannot be read or written is said on standard error, and the run goes on.
struct KeySetRecords: Sendable {
    let snapshot: KeySetSnapshotFile?
    let history: KeySetHistory?
    let historyPath: String?

    /// The last good set, if it can be trusted.
    func load(at now: NumericDate) -> KeySetSnapshot? {
        guard let snapshot else { return nil }
        do throws(KeySetSnapshotRefusal) {
            return try snapshot.load(at: now, maximumAge: KeySetCacheConfiguration().maximumAge)
        } catch {
            guard error != .missing else { return nil }
            let fate = Self.isSomebodyElses(error) ? "; it is left as it is: name another file" : ""
            Notice.write("the key set in \(ShownName.path(snapshot.path)) is not used: \(error)\(fate)")
            return nil
        }
    }

    /// Keeps a good set that was fetched.
    ///
    /// - Returns: The set under the generation by which it is on disk.
    func save(_ set: KeySetSnapshot, at now: NumericDate) -> KeySetSnapshot {
        var set = set
        do throws(KeySetSnapshotFailure) {
            if let snapshot, mayReplace(snapshot, at: now) { set.generation = try snapshot.save(set, at: now) }
        } catch {
            let place = ShownName.path(snapshot?.path ?? "")
            Notice.write("the key set cannot be kept in \(place): \(Phrase.of(error.reason))")
        }
        remember { history throws(KeySetSnapshotFailure) in try history.note(set) }
        return set
    }

    /// Puts a good set that was kept into the history, unless a later one is remembered already.
    func rememberKept(_ set: KeySetSnapshot) {
        remember { history throws(KeySetSnapshotFailure) in try history.noteRestored(set) }
    }

    private func remember(_ note: (KeySetHistory) throws(KeySetSnapshotFailure) -> Void) {
        guard let history else { return }
        do throws(KeySetSnapshotFailure) {
            try note(history)
        } catch {
            let place = ShownName.path(historyPath ?? "")
            Notice.write("the key set cannot be remembered in \(place): \(Phrase.of(error.reason))")
        }
    }

    /// The generation of a set that follows another one, or the newest of the history.
    func generation(of body: [UInt8], after last: KeySetSnapshot?) -> UInt64 {
        if let last { return last.body == body ? last.generation : last.generation &+ 1 }
        return (history?.generations.last?.generation ?? 0) &+ 1
    }

    /// Whether a file that was refused is of another purpose, and must not be lost by a slip in a command.
    private static func isSomebodyElses(_ refusal: KeySetSnapshotRefusal) -> Bool {
        switch refusal {
        case .notASnapshot, .foreign, .notAFile, .otherOwner, .tooLarge: true
        default: false
        }
    }

    private func mayReplace(_ snapshot: KeySetSnapshotFile, at now: NumericDate) -> Bool {
        do throws(KeySetSnapshotRefusal) {
            _ = try snapshot.load(at: now, maximumAge: KeySetCacheConfiguration().maximumAge)
            return true
        } catch {
            return !Self.isSomebodyElses(error)
        }
    }
}
