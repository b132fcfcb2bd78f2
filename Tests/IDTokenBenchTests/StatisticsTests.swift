import Testing

@testable import idtoken_bench

@Suite struct StatisticsTests {
    @Test func `The median of an odd number of figures is the middle one, whatever their order`() {
        #expect(Statistics([5, 1, 9]).median == 5)
    }

    @Test func `The median of an even number of figures lies between the two in the middle`() {
        #expect(Statistics([4, 1, 2, 100]).median == 3)
    }

    @Test func `The spread is the distance of the quartiles as a share of the median`() {
        #expect(Statistics([8, 9, 10, 11, 12]).spread == 0.2)
    }

    @Test func `One wild figure moves neither median nor spread much`() {
        let calm = Statistics([10, 10, 10, 10, 10, 10, 10])
        let wild = Statistics([10, 10, 10, 10_000, 10, 10, 10])
        #expect(calm == wild)
    }

    @Test func `No figures give zeros`() {
        #expect(Statistics([]) == Statistics([0]))
        #expect(Statistics([]).median == 0)
        #expect(Statistics([]).spread == 0)
    }

    @Test func `Percentiles are those of the recorded durations to three digits`() {
        var latencies = Latencies()
        for duration in 1...1000 { latencies.record(UInt64(duration) * 1000) }
        #expect(abs(Double(latencies.percentile(50)) - 500_000) < 1_000)
        #expect(abs(Double(latencies.percentile(99)) - 990_000) < 1_000)
        #expect(abs(Double(latencies.percentile(99.9)) - 999_000) < 1_000)
    }

    @Test func `A duration beyond all bounds is recorded as the longest`() {
        var latencies = Latencies()
        latencies.record(.max)
        #expect(latencies.percentile(50) >= 59_000_000_000)
        #expect(Latencies().percentile(99) == 0)
    }
}
