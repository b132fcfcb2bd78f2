internal import Dispatch
internal import IDTokenCore

/// Does what a cache wants of the disk, one thing after another and on a thread that may wait for a slow device.
final class KeySetDisk: Sendable {
    let snapshot: KeySetSnapshotFile?
    let history: KeySetHistory?
    private let queue = DispatchQueue(label: "idtoken.keyset.disk", qos: .utility)

    init(snapshot: KeySetSnapshotFile?, history: KeySetHistory?) {
        self.snapshot = snapshot
        self.history = history
    }

    /// Writes a set; `completion` is told the generation on disk, or why there is none.
    func save(
        _ set: KeySetSnapshot,
        at now: NumericDate,
        _ completion: @escaping @Sendable (Result<UInt64, KeySetSnapshotFailure>) -> Void
    ) {
        queue.async { [self] in
            // Two places, and the trouble of one is not that of the other.
            do throws(KeySetSnapshotFailure) { try history?.note(set) } catch { completion(.failure(error)) }
            guard let snapshot else { return }
            do throws(KeySetSnapshotFailure) {
                completion(.success(try snapshot.save(set, at: now)))
            } catch {
                completion(.failure(error))
            }
        }
    }

    /// Keeps a set in the history that came from the snapshot; `report` is told if it cannot be written there.
    func remember(_ set: KeySetSnapshot, _ report: @escaping @Sendable (KeySetSnapshotFailure) -> Void) {
        guard let history else { return }
        queue.async {
            do throws(KeySetSnapshotFailure) { try history.noteRestored(set) } catch { report(error) }
        }
    }

    /// Does something after everything that was asked for before.
    func enqueue(_ work: @escaping @Sendable (KeySetSnapshotFile) -> Void) {
        guard let snapshot else { return }
        queue.async { work(snapshot) }
    }

    /// Waits until everything that was asked for is done; for tests and orderly ends.
    func flush() {
        queue.sync {}
    }
}
