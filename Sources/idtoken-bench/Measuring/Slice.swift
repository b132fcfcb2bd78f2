/// A short stretch of the same work, timed as a whole.
struct Slice {
    let calls: Int
    /// How long it took.
    let elapsed: UInt64
    /// The time that all threads of the process spent on cores meanwhile.
    let onCore: UInt64

    /// The share of the time that a single thread must have been on its core for the slice to count as quiet.
    private static let quietShare = 0.97

    /// Whether a slice of one thread was interrupted for a noticeable part, so that the time that passed tells more of
    /// the neighbours than of the work.
    var isDisturbed: Bool { Double(onCore) < Self.quietShare * Double(elapsed) }

    var elapsedPerCall: Double { Double(elapsed) / Double(max(calls, 1)) }
    var onCorePerCall: Double { Double(onCore) / Double(max(calls, 1)) }

    /// Runs a workload for about some time, and one call at least.
    ///
    /// - Parameter callsPerLook: How many calls go by between two looks at the clock.
    static func run(_ workload: any Workload, for nanoseconds: UInt64, callsPerLook: Int) -> Slice {
        let coreStart = Clock.processTime
        let start = Clock.now
        var calls = 0
        var elapsed: UInt64 = 0
        repeat {
            for _ in 0..<callsPerLook { workload.call() }
            calls += callsPerLook
            elapsed = Clock.now - start
        } while elapsed < nanoseconds
        return Slice(calls: calls, elapsed: elapsed, onCore: Clock.processTime - coreStart)
    }

    /// Runs a workload likewise, with each call timed for the percentiles; a reading of the clock is in each.
    static func run(_ workload: any Workload, for nanoseconds: UInt64, into latencies: inout Latencies) -> Slice {
        let coreStart = Clock.processTime
        let start = Clock.now
        var calls = 0
        var end = start
        repeat {
            let callStart = Clock.now
            workload.call()
            end = Clock.now
            latencies.record(end - callStart)
            calls += 1
        } while end - start < nanoseconds
        return Slice(calls: calls, elapsed: end - start, onCore: Clock.processTime - coreStart)
    }
}
