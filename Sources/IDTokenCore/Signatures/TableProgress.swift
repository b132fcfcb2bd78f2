internal import Synchronization

/// How much a key has been used without a table, and whether one was asked for.
struct TableProgress: ~Copyable, Sendable {
    private let uses = Atomic<Int>(0)
    private let wasRequested = Atomic<Bool>(false)

    /// A table costs about as much as 700 single verifications save, so a key that is used a few dozen times in quick
    /// succession is likely to earn it; a command line that judges one token never builds one.
    static let usesBeforeTable = 64

    /// Notes some uses, and returns true to one caller only: when the key has been used often enough.
    func noteUses(_ count: Int) -> Bool {
        guard uses.wrappingAdd(count, ordering: .relaxed).newValue >= Self.usesBeforeTable else { return false }
        return request()
    }

    /// Returns true to the first caller only.
    func request() -> Bool {
        wasRequested.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
    }
}
