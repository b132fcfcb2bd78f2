@testable import idtoken_bench

extension BenchRow {
    /// A row that was never measured.
    static func sample(_ name: String = "es256.batch", batch: Int = 256, threads: Int = 1, keys: Int = 1) -> BenchRow {
        BenchRow(
            name: name,
            algorithm: name.hasPrefix("hs256") ? "HS256" : "ES256",
            batch: batch,
            threads: threads,
            keys: keys,
            tokens: 4096,
            nanosecondsPerToken: 12_500,
            onCoreNanosecondsPerToken: 12_500,
            floor: "evp_digest_verify",
            floorNanoseconds: 50_000,
            p50: 3_200_000,
            p99: 3_400_000,
            p999: 3_900_000,
            allocationsPerToken: 0.25,
            libcryptoAllocationsPerToken: 7,
            spread: 0.0123,
            floorSpread: 0.01,
            slices: 20,
            disturbedSlices: 1,
            scalingEfficiency: threads > 1 ? 0.97 : nil,
            engine: "accelerated"
        )
    }
}
