import Foundation
import Testing

@testable import idtoken_bench

@Suite struct JSONReportTests {
    /// The members that other programs rely on, in their order.
    static let contract = [
        "case", "algorithm", "batch", "threads", "keys", "tokens", "ns_per_token", "tokens_per_second", "floor",
        "floor_ns", "ratio_to_floor", "p50_ns", "p99_ns", "p999_ns", "allocations_per_token",
        "libcrypto_allocations_per_token",
    ]

    @Test func `Every row has the agreed members first and in their order`() throws {
        let text = JSONReport.text([.sample(), .sample("hs256.single", batch: 1)])
        for line in text.split(separator: "\n") where line.hasPrefix("  {") {
            let names = line.matches(of: /[{,]"([a-z0-9_]+)":/).map { String($0.output.1) }
            #expect(Array(names.prefix(Self.contract.count)) == Self.contract)
            #expect(Set(names).count == names.count)
        }
    }

    @Test func `The report is one JSON array with numbers as numbers`() throws {
        let rows = try #require(
            JSONSerialization.jsonObject(with: Data(JSONReport.text([.sample()]).utf8)) as? [[String: Any]]
        )
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(row["case"] as? String == "es256.batch")
        #expect(row["ns_per_token"] as? Double == 12_500)
        #expect(row["tokens_per_second"] as? Double == 80_000)
        #expect(row["ratio_to_floor"] as? Double == 4)
        #expect(row["scaling_efficiency"] is NSNull)
    }

    @Test func `No rows are an empty array`() throws {
        let rows = try JSONSerialization.jsonObject(with: Data(JSONReport.text([]).utf8)) as? [Any]
        #expect(rows?.isEmpty == true)
    }

    @Test func `Allocations that cannot be counted are null and not zero`() {
        var row = BenchRow.sample()
        row.allocationsPerToken = nil
        row.libcryptoAllocationsPerToken = nil
        let text = JSONReport.text([row])
        #expect(text.contains("\"allocations_per_token\":null,\"libcrypto_allocations_per_token\":null"))
    }

    @Test func `A row that took no time divides by nothing`() {
        var row = BenchRow.sample()
        row.nanosecondsPerToken = 0
        #expect(row.ratioToFloor == 0)
        #expect(row.tokensPerSecond == 0)
    }
}
