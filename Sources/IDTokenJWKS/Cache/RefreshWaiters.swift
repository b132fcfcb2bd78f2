/// Those who wait for an attempt to end.
struct RefreshWaiters {
    /// How many may wait at once. A flood of made-up key identifiers must not pile up callers: one more than this is
    /// answered at once, by the keys that are held.
    var maximumCount = 4096

    private var waiters: [UInt64: (attempt: UInt64, continuation: CheckedContinuation<Void, Never>)] = [:]
    private var lastIdentifier: UInt64 = 0

    /// How many wait.
    var count: Int { waiters.count }

    /// Reserves a place, or returns `nil` if there is none left.
    mutating func reserve() -> UInt64? {
        guard waiters.count < maximumCount else { return nil }
        lastIdentifier += 1
        return lastIdentifier
    }

    /// Lets somebody wait for an attempt.
    mutating func add(_ identifier: UInt64, for attempt: UInt64, _ continuation: CheckedContinuation<Void, Never>) {
        waiters[identifier] = (attempt, continuation)
    }

    /// Takes out one who does not wait any longer.
    mutating func remove(_ identifier: UInt64) -> CheckedContinuation<Void, Never>? {
        waiters.removeValue(forKey: identifier)?.continuation
    }

    /// Takes out all who wait for this attempt or an earlier one.
    mutating func removeAll(upTo attempt: UInt64) -> [CheckedContinuation<Void, Never>] {
        let released = waiters.filter { $0.value.attempt <= attempt }
        for identifier in released.keys { waiters.removeValue(forKey: identifier) }
        return released.values.map(\.continuation)
    }
}
