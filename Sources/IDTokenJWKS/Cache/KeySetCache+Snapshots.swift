internal import IDTokenCore
internal import Synchronization

extension KeySetCache {
    /// Reads the disk snapshot of the last run.
    static func restore(
        _ file: KeySetSnapshotFile?,
        at now: NumericDate,
        minimumGeneration: UInt64 = 0,
        reusing previous: JWKSet? = nil,
        _ configuration: KeySetCacheConfiguration
    ) -> (CacheEvent?, KeySetSnapshotRefusal?) {
        guard let file else { return (nil, nil) }
        let snapshot: KeySetSnapshot
        do throws(KeySetSnapshotRefusal) {
            snapshot = try file.load(
                at: now,
                maximumAge: configuration.maximumAge,
                minimumGeneration: minimumGeneration
            )
        } catch {
            return (nil, error)
        }
        do throws(KeySetFetchError) {
            let content = try FetchedKeySet(
                parsing: snapshot.body,
                freshness: KeySetFreshness(version: snapshot.version),
                reusing: previous,
                pinnedTo: configuration.pinnedThumbprints
            )
            let restored = CacheEvent.restored(
                content,
                generation: snapshot.generation,
                confirmedAt: snapshot.confirmedAt,
                firstSeenAt: snapshot.firstSeenAt
            )
            return (restored, nil)
        } catch {
            return (nil, .unusableKeySet(error.code))
        }
    }

    /// Keeps a good set for the next run and for the history.
    func save(_ held: HeldKeySet, at moment: Moment) {
        disk?.save(KeySetSnapshot(held), at: moment.wall) { [weak self] result in
            switch result {
            case .success(let generation): self?.receive(.saved(generation: generation))
            case .failure(let failure): self?.report(.snapshotNotSaved(failure.reason))
            }
        }
    }

    /// Keeps a set for the history that the disk snapshot has already.
    func remember(_ held: HeldKeySet) {
        disk?.remember(KeySetSnapshot(held)) { [weak self] failure in
            self?.report(.snapshotNotSaved(failure.reason))
        }
    }

    /// After a failure, looks whether another process that shares the snapshot was luckier.
    func adoptNewerSnapshot() {
        disk?.enqueue { [weak self] file in
            guard let self else { return }
            let held = driven.withLock { $0.machine.held }
            let now = clock.now().wall
            let (event, _) = Self.restore(
                file,
                at: now,
                minimumGeneration: held?.generation ?? 0,
                reusing: held?.keys,
                configuration
            )
            if let event { receive(event) }
        }
    }

    private func report(_ event: KeySetEvent) {
        feed.send(event)
        observer.note(event)
    }
}
