import Testing

@testable import idtoken_bench

@Suite struct TextReportTests {
    @Test(arguments: [0, 0.001, 0.5, 0.99, 1, 3.3, 4.999, 5, 5.001, 1000])
    func `A bar has the same width whatever the ratio`(ratio: Double) {
        #expect(TextReport.bar(ratio).count == 20)
    }

    @Test func `A bar marks the floor until it reaches it and ends in an arrow beyond its end`() {
        #expect(TextReport.bar(0.5).contains("│"))
        #expect(!TextReport.bar(1.2).contains("│"))
        #expect(!TextReport.bar(5).contains("▶"))
        #expect(TextReport.bar(5.2).hasSuffix("▶"))
    }

    @Test func `Neighbours are mentioned when there were any`() {
        var row = BenchRow.sample()
        #expect(TextReport.foot([row]).contains("5.0 %"))
        row.disturbedSlices = 0
        #expect(TextReport.foot([row]).isEmpty)
        #expect(TextReport.foot([]).isEmpty)
    }

    @Test func `Durations, rates and counts are short`() {
        #expect(Figures.duration(612.4) == "612 ns")
        #expect(Figures.duration(30.25) == "30.2 ns" || Figures.duration(30.25) == "30.3 ns")
        #expect(Figures.duration(12_430) == "12.4 µs")
        #expect(Figures.duration(16_200_000) == "16.2 ms")
        #expect(Figures.rate(81_234) == "81.2 k")
        #expect(Figures.rate(1_634_000) == "1.63 M")
        #expect(Figures.perToken(7) == "7")
        #expect(Figures.perToken(0.25) == "0.25")
        #expect(Figures.perToken(0.004) == "<0.01")
        #expect(Figures.perToken(nil) == "–")
        #expect(Figures.percent(0.0123) == "1.2 %")
    }
}
