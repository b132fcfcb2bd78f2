extension BenchCase {
    /// The numbers of issuers that are routed between.
    static let issuerCounts = [20, 1000]

    /// Key sets that keep themselves fresh: reading one, in peace and while it is replaced every millisecond; starting
    /// from disk; and finding the validator of one issuer among many, with the memory that they take.
    static func keySets(_ threads: Int) -> [BenchCase] {
        let keys = TokenPool.Kind.es256(keys: 20)
        let readings = [false, true].flatMap { isStorming in
            threadCounts(upTo: threads).map { count in
                BenchCase(
                    name: isStorming ? "keyset.read.storm" : "keyset.read",
                    kind: keys,
                    threads: count,
                    tokens: 1,
                    // A core of its own for the storm does not count.
                    isOnCore: !isStorming,
                    ownFloor: .fixedKeySet
                ) { fixture, _ in try KeySetReadWorkload(fixture, isStorming: isStorming) }
            }
        }
        let start = BenchCase(name: "keyset.start", kind: keys, tokens: 1, ownFloor: .keySetParse) { fixture, _ in
            try SnapshotStartWorkload(fixture)
        }
        let issuers = issuerCounts.map { count in
            BenchCase(name: "keyset.issuers.\(count)", kind: keys, tokens: 1, ownFloor: .unverifiedParse) {
                fixture,
                _ in try IssuersWorkload(fixture, count: count)
            }
        }
        return readings + [start] + issuers
    }
}
