public import IDTokenCore
internal import Synchronization

/// Remembers the key sets of the past, to judge an old token by the keys of its time.
///
/// It is a ``KeySetProvider``: a validator made with it finds, for the time it judges at, the set that was in force then.
///
/// ```swift
/// let validator = try IDTokenValidator(policy: policy, keyProvider: history)
/// try validator.validate(old, at: timeOfTheLogin)
/// ```
///
/// A set counts as in force from when it was first seen until another one was, and until it was last confirmed plus the
/// time that keys are trusted. Earlier than its first set a history knows nothing.
public final class KeySetHistory: KeySetProvider, Sendable {
    /// How many sets are remembered; the oldest goes first.
    public let capacity: Int
    /// How long a set is trusted that was not confirmed since.
    public let maximumAge: Duration

    private let directory: HistoryDirectory?
    private let sets: Mutex<[RememberedKeySet]>

    /// Makes a history.
    ///
    /// - Parameters:
    ///   - capacity: How many sets are remembered, at least 1.
    ///   - maximumAge: How long a set is trusted that was not confirmed since.
    ///   - directory: Where they are kept across restarts: one file a set, made if it is missing; `nil` for memory only.
    ///   - issuer: The issuer that files must be of.
    ///   - source: The ``KeySetSource/name`` that files must be of.
    public init(
        capacity: Int = 32,
        maximumAge: Duration = KeySetCacheConfiguration().maximumAge,
        directory: String? = nil,
        issuer: String = "",
        source: String = ""
    ) {
        self.capacity = max(1, capacity)
        self.maximumAge = maximumAge
        self.directory = directory.map { HistoryDirectory(path: $0, issuer: issuer, source: source) }
        sets = Mutex(Array((self.directory?.load() ?? []).suffix(self.capacity)))
    }

    /// The sets that are remembered, oldest first: when each was first seen and last confirmed, and its generation.
    public var generations: [(generation: UInt64, firstSeenAt: NumericDate, confirmedAt: NumericDate)] {
        sets.withLock { $0.map { ($0.snapshot.generation, $0.snapshot.firstSeenAt, $0.snapshot.confirmedAt) } }
    }

    /// The set that was in force at a time.
    public func keySet(at time: NumericDate) -> KeySetReading {
        let found = sets.withLock { sets in sets.last { $0.snapshot.firstSeenAt <= time } }
        guard let found, time < found.snapshot.confirmedAt.advanced(by: maximumAge) else {
            return .unavailable(retryAfterSeconds: 3600)
        }
        return .keys(found.keys)
    }

    /// The past does not change: no refresh brings an unknown key.
    public func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool { false }

    /// Remembers a set, or that the newest one was confirmed. Calls must not overlap.
    ///
    /// - Throws: ``KeySetSnapshotFailure`` if it cannot be written; it is remembered in memory all the same.
    package func note(_ snapshot: KeySetSnapshot) throws(KeySetSnapshotFailure) {
        let last = sets.withLock { $0.last }
        if let last, last.snapshot.body == snapshot.body {
            try confirm(last, by: snapshot)
        } else {
            try append(snapshot, after: last)
        }
    }

    /// Remembers a set that was restored from a snapshot, unless a later one is remembered already.
    package func noteRestored(_ snapshot: KeySetSnapshot) throws(KeySetSnapshotFailure) {
        let last = sets.withLock { $0.last }
        if let last, last.snapshot.confirmedAt >= snapshot.confirmedAt { return }
        try note(snapshot)
    }

    private func confirm(
        _ last: RememberedKeySet,
        by snapshot: KeySetSnapshot
    ) throws(KeySetSnapshotFailure) {
        var confirmed = last
        confirmed.snapshot.confirmedAt = max(last.snapshot.confirmedAt, snapshot.confirmedAt)
        // The file may lag by an hour, which is little beside the time that keys are trusted.
        let isWorthWriting = confirmed.snapshot.confirmedAt.seconds - last.writtenAt.seconds >= 3600
        if isWorthWriting { confirmed.writtenAt = confirmed.snapshot.confirmedAt }
        sets.withLock { $0[$0.count - 1] = confirmed }
        if isWorthWriting { try directory?.write(confirmed.snapshot) }
    }

    private func append(
        _ snapshot: KeySetSnapshot,
        after last: RememberedKeySet?
    ) throws(KeySetSnapshotFailure) {
        guard let keys = try? JWKSet(parsing: snapshot.body, reusing: last?.keys) else { return }
        var snapshot = snapshot
        // Sets follow one another, whatever the clock did between them.
        if let last { snapshot.firstSeenAt = max(snapshot.firstSeenAt, last.snapshot.firstSeenAt) }
        let new = RememberedKeySet(snapshot: snapshot, keys: keys, writtenAt: snapshot.confirmedAt)
        let dropped = sets.withLock { sets in
            sets.append(new)
            let surplus = max(0, sets.count - capacity)
            defer { sets.removeFirst(surplus) }
            return Array(sets.prefix(surplus))
        }
        if let last, capacity > 1 { try directory?.write(last.snapshot) }
        for old in dropped { directory?.remove(old.snapshot) }
        try directory?.write(snapshot)
    }
}

/// A set of the past.
struct RememberedKeySet: Sendable {
    var snapshot: KeySetSnapshot
    let keys: JWKSet
    /// Up to when the file says that the set was confirmed; it is not written again at every refresh.
    var writtenAt: NumericDate
}
