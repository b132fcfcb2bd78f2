/// Writes rows as a JSON array, the members of each in a fixed order: first those that other programs rely on.
enum JSONReport {
    static func text(_ rows: [BenchRow]) -> String {
        "[\n" + rows.map { "  " + object($0) }.joined(separator: ",\n") + "\n]\n"
    }

    private static func object(_ row: BenchRow) -> String {
        let members: [(String, String)] = [
            ("case", string(row.name)),
            ("algorithm", string(row.algorithm)),
            ("batch", String(row.batch)),
            ("threads", String(row.threads)),
            ("keys", String(row.keys)),
            ("tokens", String(row.tokens)),
            ("ns_per_token", Figures.fixed(row.nanosecondsPerToken, 1)),
            ("tokens_per_second", Figures.fixed(row.tokensPerSecond, 0)),
            ("floor", string(row.floor)),
            ("floor_ns", Figures.fixed(row.floorNanoseconds, 1)),
            ("ratio_to_floor", Figures.fixed(row.ratioToFloor, 4)),
            ("p50_ns", String(row.p50)),
            ("p99_ns", String(row.p99)),
            ("p999_ns", String(row.p999)),
            ("allocations_per_token", number(row.allocationsPerToken)),
            ("libcrypto_allocations_per_token", number(row.libcryptoAllocationsPerToken)),
            ("spread", Figures.fixed(row.spread, 4)),
            ("floor_spread", Figures.fixed(row.floorSpread, 4)),
            ("slices", String(row.slices)),
            ("disturbed_slices", String(row.disturbedSlices)),
            ("on_core_ns_per_token", Figures.fixed(row.onCoreNanosecondsPerToken, 1)),
            ("scaling_efficiency", number(row.scalingEfficiency)),
            ("memory_bytes", row.memoryBytes.map { String($0) } ?? "null"),
            ("engine", row.engine.map { string($0) } ?? "null"),
        ]
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func number(_ value: Double?) -> String {
        value.map { Figures.fixed($0, 4) } ?? "null"
    }

    /// The names of cases, floors and engines have nothing to escape.
    private static func string(_ text: String) -> String { "\"\(text)\"" }
}
