/// Measures cases, each beside its floor.
///
/// Floor and case take turns in short slices, so that whatever the machine does meanwhile (clock rate, neighbours) does
/// it to both; the figures are medians over the slices. What runs on one thread is timed by the time it spends on a core,
/// so that a neighbour who takes the core away for a while does not count; several threads, and their floor, are timed as
/// time passes.
struct Measurer {
    let counter: AllocationCounter
    /// How long a row may take, in nanoseconds.
    let duration: UInt64

    /// The length of a slice: long against a reading of the clock, short against a change of the clock rate.
    private static let sliceNanoseconds: UInt64 = 20_000_000
    /// How much work goes by between two readings of the clock, so that reading costs below a thousandth.
    private static let lookNanoseconds = 100_000.0
    /// Calls from this duration on are timed one by one in the slices that are timed anyway.
    private static let longCallNanoseconds = 20_000.0
    /// The fewest rounds, however short the time.
    private static let fewestRounds = 5

    /// Measures a case with its proven fixture.
    ///
    /// - Throws: ``BenchError`` if any answer was not the expected one: such figures would mean nothing.
    func measure(_ benchCase: BenchCase, _ fixture: Fixture) throws -> BenchRow {
        let isWithinCall = benchCase.threading == .withinCall
        let threadsWithinCall = isWithinCall ? benchCase.threads : 1
        let floor = try benchCase.floorWorkload(fixture)
        let workload = try benchCase.workload(fixture, threadsWithinCall)
        // With several threads: the same on one thread, for the scaling.
        let solo = benchCase.threads > 1 ? try benchCase.workload(fixture, 1) : nil

        let floorCall = Self.warmUp(floor)
        let caseCall = Self.warmUp(workload)
        if let solo { _ = Self.warmUp(solo) }
        let allocations = countAllocations(workload, caseCall)

        let callsPerLook = max(1, Int(Self.lookNanoseconds / caseCall))
        let floorCallsPerLook = max(1, Int(Self.lookNanoseconds / floorCall))
        var crew: Crew?
        if benchCase.threads > 1, !isWithinCall {
            crew = try Crew(count: benchCase.threads, callsPerLook: callsPerLook) {
                try benchCase.workload(fixture, 1)
            }
        }
        defer { crew?.dismiss() }

        var latencies = Latencies()
        var floorFigures: [Double] = []
        var soloFigures: [Double] = []
        var figures: [Double] = []
        var onCoreFigures: [Double] = []
        var disturbed = 0
        var rounds = 0
        let isTimedOnCore = benchCase.threads == 1 && benchCase.isOnCore
        let end = Clock.now + duration
        while rounds < Self.fewestRounds || Clock.now < end {
            rounds += 1
            let floorSlice = Slice.run(floor, for: Self.sliceNanoseconds, callsPerLook: floorCallsPerLook)
            floorFigures.append(isTimedOnCore ? floorSlice.onCorePerCall : floorSlice.elapsedPerCall)
            if floorSlice.isDisturbed { disturbed += 1 }
            if let solo {
                let slice = Slice.run(solo, for: Self.sliceNanoseconds, callsPerLook: callsPerLook)
                soloFigures.append(slice.elapsedPerCall)
            }
            if let crew {
                let (elapsed, onCore) = crew.work(for: Self.sliceNanoseconds)
                figures.append(elapsed)
                onCoreFigures.append(onCore)
                crew.record(for: Self.sliceNanoseconds / 4, into: &latencies)
            } else {
                let slice: Slice
                if caseCall >= Self.longCallNanoseconds {
                    slice = Slice.run(workload, for: Self.sliceNanoseconds, into: &latencies)
                } else {
                    slice = Slice.run(workload, for: Self.sliceNanoseconds, callsPerLook: callsPerLook)
                    _ = Slice.run(workload, for: Self.sliceNanoseconds / 4, into: &latencies)
                }
                figures.append(isTimedOnCore ? slice.onCorePerCall : slice.elapsedPerCall)
                onCoreFigures.append(slice.onCorePerCall)
            }
        }

        let surprises = floor.surprises + workload.surprises + (solo?.surprises ?? 0) + (crew?.surprises ?? 0)
        guard surprises == 0 else {
            throw BenchError("\(benchCase.name): \(surprises) answers were not the expected ones.")
        }
        let tokens = Double(workload.tokensPerCall)
        return BenchRow(
            benchCase,
            fixture,
            figures: Statistics(figures.map { $0 / tokens }),
            onCore: Statistics(onCoreFigures.map { $0 / tokens }),
            floor: Statistics(floorFigures),
            solo: solo == nil ? nil : Statistics(soloFigures.map { $0 / tokens }),
            latencies: latencies,
            allocations: allocations,
            memoryBytes: workload.memoryBytes,
            slices: rounds,
            disturbedSlices: disturbed
        )
    }

    /// Calls a workload until it is warm.
    ///
    /// - Returns: The duration of a call in nanoseconds.
    private static func warmUp(_ workload: any Workload) -> Double {
        _ = Slice.run(workload, for: sliceNanoseconds / 4, callsPerLook: 1)
        return Slice.run(workload, for: sliceNanoseconds / 4, callsPerLook: 1).onCorePerCall
    }

    /// Counts over some calls; everything is warm by now, so that what is made once is not counted.
    private func countAllocations(_ workload: any Workload, _ call: Double) -> AllocationCounter.Counts? {
        let budget = Double(Self.sliceNanoseconds)
        let calls = min(max(1, Int(budget / call)), 4096)
        return counter.count(tokens: calls * workload.tokensPerCall) {
            for _ in 0..<calls { workload.call() }
        }
    }
}
