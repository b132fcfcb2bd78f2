internal import IDTokenCore

extension BenchCase {
    /// The sizes at which batches are measured.
    static let batchSizes = [8, 64, 256, 4096]
    /// The numbers of keys at which ES256 batches are measured; LINE publishes 20.
    static let keyCounts = [1, 20]

    /// All cases, in the order of the report.
    ///
    /// - Parameter threads: The most threads that a case uses.
    static func catalogue(threads: Int) -> [BenchCase] {
        es256Singles(threads) + es256Batches(threads) + hs256Singles(threads) + hs256Batches(threads)
            + cacheHits(threads) + readings() + setUps() + keySets(threads)
    }

    /// 1, 2, 4, … and the most.
    static func threadCounts(upTo most: Int) -> [Int] {
        var counts: [Int] = []
        var count = 1
        while count < most {
            counts.append(count)
            count *= 2
        }
        return counts + [max(most, 1)]
    }

    private static func es256Singles(_ threads: Int) -> [BenchCase] {
        let one = TokenPool.Kind.es256(keys: 1)
        return threadCounts(upTo: threads).map { count in
            BenchCase(name: "es256.single", kind: one, threads: count) { fixture, _ in
                SingleWorkload(fixture, by: fixture.validator, engine: fixture.engine)
            }
        } + [
            BenchCase(name: "es256.single.claims", kind: one) { fixture, _ in ClaimsWorkload(fixture) },
            BenchCase(name: "es256.single.reference", kind: one, engine: .reference) { fixture, _ in
                SingleWorkload(fixture, by: fixture.reference, engine: .reference)
            },
        ]
    }

    private static func es256Batches(_ threads: Int) -> [BenchCase] {
        keyCounts.flatMap { keys in batches("es256", .es256(keys: keys), threads) } + [
            BenchCase(name: "es256.batch.reference", kind: .es256(keys: 1), batch: 256, engine: .reference) {
                BatchWorkload($0, by: $0.reference, size: 256, threads: $1)
            }
        ]
    }

    private static func hs256Singles(_ threads: Int) -> [BenchCase] {
        threadCounts(upTo: threads).map { count in
            BenchCase(name: "hs256.single", kind: .hs256, threads: count) { fixture, _ in
                SingleWorkload(fixture, by: fixture.validator, engine: .mac)
            }
        } + [
            BenchCase(name: "hs256.single.claims", kind: .hs256) { fixture, _ in ClaimsWorkload(fixture) }
        ]
    }

    private static func hs256Batches(_ threads: Int) -> [BenchCase] {
        batches("hs256", .hs256, threads) + [
            BenchCase(name: "hs256.rejected_early", kind: .hs256Expired) { fixture, _ in
                SingleWorkload(fixture, by: fixture.validator, expecting: .expired)
            },
            BenchCase(name: "hs256.rejected_early.batch", kind: .hs256Expired, batch: 256) {
                BatchWorkload($0, by: $0.validator, size: 256, threads: $1, expecting: .expired)
            },
        ]
    }

    /// Batches of all sizes on one and on all threads; then, at 256, what belongs to a batch in real use.
    private static func batches(_ algorithm: String, _ kind: TokenPool.Kind, _ threads: Int) -> [BenchCase] {
        let usual = 256
        var cases: [BenchCase] = []
        for count in Set([1, threads]).sorted() {
            for size in batchSizes {
                cases.append(
                    BenchCase(
                        name: "\(algorithm).batch",
                        kind: kind,
                        batch: size,
                        threads: count,
                        threading: .withinCall
                    ) { BatchWorkload($0, by: $0.validator, size: size, threads: $1) }
                )
            }
        }
        if threads > 1 {
            cases.append(
                BenchCase(name: "\(algorithm).batch.callers", kind: kind, batch: usual, threads: threads) {
                    BatchWorkload($0, by: $0.validator, size: usual, threads: $1)
                }
            )
        }
        return cases + [
            BenchCase(name: "\(algorithm).batch.filling", kind: kind, batch: usual) {
                BatchWorkload($0, by: $0.validator, size: usual, threads: $1, extent: .filling)
            },
            BenchCase(name: "\(algorithm).batch.claims", kind: kind, batch: usual) {
                BatchWorkload($0, by: $0.validator, size: usual, threads: $1, extent: .claims)
            },
        ]
    }

    /// Tokens that were verified before: all in turn, few that stay near at hand, and in a batch.
    private static func cacheHits(_ threads: Int) -> [BenchCase] {
        let one = TokenPool.Kind.es256(keys: 1)
        return threadCounts(upTo: threads).map { count in
            BenchCase(name: "cache.hit", kind: one, threads: count, engine: .cache) { fixture, _ in
                SingleWorkload(fixture, by: fixture.remembering, engine: .cache)
            }
        } + [
            BenchCase(name: "cache.hit.few", kind: one, tokens: 64, engine: .cache) { fixture, _ in
                SingleWorkload(fixture, by: fixture.remembering, engine: .cache, first: 64)
            },
            BenchCase(name: "cache.hit.batch", kind: one, batch: 256, engine: .cache) {
                BatchWorkload($0, by: $0.remembering, size: 256, threads: $1)
            },
        ]
    }

    private static func readings() -> [BenchCase] {
        [TokenPool.Kind.es256(keys: 1), .hs256].map { kind in
            BenchCase(name: "parse.only", kind: kind) { fixture, _ in
                SingleWorkload(fixture, by: fixture.reading, expecting: .unsupportedAlgorithm)
            }
        }
    }

    private static func setUps() -> [BenchCase] {
        [
            BenchCase(name: "table.build", kind: .es256(keys: 1), tokens: 1) { fixture, _ in TableWorkload(fixture) },
            BenchCase(name: "keys.parse", kind: .es256(keys: 20), tokens: 1) { fixture, _ in KeySetWorkload(fixture) },
            BenchCase(
                name: "start.cold",
                kind: .es256(keys: 20),
                tokens: 1,
                engine: .reference,
                isOnCore: false
            ) { fixture, _ in ColdStartWorkload(fixture) },
        ]
    }
}
