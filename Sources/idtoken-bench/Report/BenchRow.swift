internal import IDTokenCore

/// One measured row of the report. Durations are in nanoseconds.
struct BenchRow: Sendable {
    var name: String
    var algorithm: String
    /// How many tokens one call judges.
    var batch: Int
    var threads: Int
    var keys: Int
    /// How many different tokens were worked on in turn.
    var tokens: Int
    var nanosecondsPerToken: Double
    /// The time on cores that a token took, of all threads together. On one thread this is the same as the above.
    var onCoreNanosecondsPerToken: Double
    /// The name of the floor: OpenSSL's one call, or what could not be left out.
    var floor: String
    /// What the floor took for a token, on one thread, in the same run.
    var floorNanoseconds: Double
    /// Durations of single calls.
    var p50, p99, p999: UInt64
    /// This package's allocations, or `nil` where they cannot be counted.
    var allocationsPerToken: Double?
    var libcryptoAllocationsPerToken: Double?
    /// What is kept of the heap, where that is what a case is about.
    var memoryBytes: Int? = nil
    /// How far apart the quartiles of the slices are, as a share of the median.
    var spread: Double
    var floorSpread: Double
    /// How many slices there were of the floor and of the case each.
    var slices: Int
    /// How many slices of the floor were interrupted by others: a sign of a machine that is not quiet.
    var disturbedSlices: Int
    /// With several threads: the rate divided by as many times the rate on one thread, in the same run.
    var scalingEfficiency: Double?
    /// What judged the signatures, if any was judged.
    var engine: String?

    /// The name with what tells the row from others of the same name.
    var label: String {
        var label = nameWithAlgorithm
        if batch > 1 { label += ", \(batch)" }
        if keys > 1 { label += ", \(keys) keys" }
        if threads > 1 { label += ", \(threads) threads" }
        return label
    }

    /// The name, and the algorithm where the name does not tell it and it matters.
    var nameWithAlgorithm: String {
        name.hasPrefix(algorithm.lowercased()) || tokens == 1 ? name : "\(name), \(algorithm)"
    }

    var tokensPerSecond: Double { nanosecondsPerToken > 0 ? 1e9 / nanosecondsPerToken : 0 }

    /// Above 1: a whole token takes less time than OpenSSL's one call.
    var ratioToFloor: Double { nanosecondsPerToken > 0 ? floorNanoseconds / nanosecondsPerToken : 0 }
}

extension [BenchRow] {
    /// A sentence about the neighbours, if there were any to speak of.
    var disturbance: String? {
        let slices = reduce(0) { $0 + $1.slices }
        let disturbed = reduce(0) { $0 + $1.disturbedSlices }
        guard disturbed > 0 else { return nil }
        let share = Figures.percent(Double(disturbed) / Double(slices))
        return "The machine was not quite quiet: others interrupted \(share) of the floor’s slices."
    }
}

extension BenchRow {
    init(
        _ benchCase: BenchCase,
        _ fixture: Fixture,
        figures: Statistics,
        onCore: Statistics,
        floor: Statistics,
        solo: Statistics?,
        latencies: Latencies,
        allocations: AllocationCounter.Counts?,
        memoryBytes: Int?,
        slices: Int,
        disturbedSlices: Int
    ) {
        name = benchCase.name
        algorithm = benchCase.kind.algorithm.rawValue
        batch = benchCase.batch
        threads = benchCase.threads
        keys = benchCase.kind.keyCount
        tokens = benchCase.tokens ?? fixture.pool.tokens.count
        nanosecondsPerToken = figures.median
        onCoreNanosecondsPerToken = onCore.median
        self.floor = benchCase.floor.rawValue
        floorNanoseconds = floor.median
        p50 = latencies.percentile(50)
        p99 = latencies.percentile(99)
        p999 = latencies.percentile(99.9)
        allocationsPerToken = allocations?.own
        libcryptoAllocationsPerToken = allocations?.libcrypto
        self.memoryBytes = memoryBytes
        spread = figures.spread
        floorSpread = floor.spread
        self.slices = slices
        self.disturbedSlices = disturbedSlices
        scalingEfficiency = solo.map { $0.median / (figures.median * Double(benchCase.threads)) }
        engine = (benchCase.engine ?? fixture.engine)?.rawValue
    }
}
