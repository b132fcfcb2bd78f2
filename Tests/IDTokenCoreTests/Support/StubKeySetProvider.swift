import Synchronization

@testable import IDTokenCore

/// A provider that answers what it is told to, and counts the questions.
final class StubKeySetProvider: KeySetProvider {
    private let reading: KeySetReading
    private let isRefreshPending: Bool
    private let readings = Atomic<Int>(0)
    private let unknownKeys = Atomic<Int>(0)

    init(reading: KeySetReading, isRefreshPending: Bool = false) {
        (self.reading, self.isRefreshPending) = (reading, isRefreshPending)
    }

    /// How often the set was read.
    var readingCount: Int { readings.load(ordering: .relaxed) }
    /// How often an unknown key was reported.
    var unknownKeyCount: Int { unknownKeys.load(ordering: .relaxed) }

    func keySet(at now: NumericDate) -> KeySetReading {
        readings.wrappingAdd(1, ordering: .relaxed)
        return reading
    }

    func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool {
        unknownKeys.wrappingAdd(1, ordering: .relaxed)
        return isRefreshPending
    }
}
