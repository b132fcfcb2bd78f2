internal import Histogram

/// The distribution of the durations of single calls, to three significant digits.
struct Latencies {
    /// A call that takes longer than a minute is recorded as a minute.
    private static let longest: UInt64 = 60_000_000_000

    private var histogram = Histogram<UInt64>(
        highestTrackableValue: longest,
        numberOfSignificantValueDigits: .three
    )

    mutating func record(_ nanoseconds: UInt64) {
        histogram.record(min(nanoseconds, Self.longest))
    }

    /// The duration that this share of the calls (in percent) did not exceed.
    func percentile(_ percent: Double) -> UInt64 {
        histogram.totalCount == 0 ? 0 : histogram.valueAtPercentile(percent)
    }
}
