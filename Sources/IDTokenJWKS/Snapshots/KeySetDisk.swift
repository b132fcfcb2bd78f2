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
            do throws(KeySetSnapshotFailure) {
                try history?.note(set)
                guard let snapshot else { return }
                completion(.success(try snapshot.save(set, at: now)))
            } catch {
                completion(.failure(error))
            }
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
