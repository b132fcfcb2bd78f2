import IDTokenCore
import Testing

@testable import idtoken_bench

@Suite struct BenchCaseTests {
    private let catalogue = BenchCase.catalogue(threads: 4)

    @Test(arguments: [
        "es256.single", "es256.single.claims", "es256.single.reference", "es256.batch", "hs256.single", "hs256.batch",
        "hs256.rejected_early", "cache.hit", "parse.only", "table.build", "keys.parse", "start.cold", "keyset.read",
        "keyset.read.storm", "keyset.start", "keyset.issuers.20", "keyset.issuers.1000",
    ])
    func `The catalogue has every case that is promised`(name: String) {
        #expect(catalogue.contains { $0.name == name })
    }

    @Test func `ES256 batches come in all sizes, by 1 and 20 keys, on one and all threads`() {
        for size in [8, 64, 256, 4096] {
            for keys in [1, 20] {
                for threads in [1, 4] {
                    let matching = catalogue.filter {
                        $0.name == "es256.batch" && $0.batch == size && $0.threads == threads
                            && $0.kind == .es256(keys: keys)
                    }
                    #expect(matching.count == 1)
                }
            }
        }
    }

    @Test func `Rows of the plain names are of the default engine`() {
        for benchCase in catalogue where ["es256.single", "es256.batch"].contains(benchCase.name) {
            #expect(benchCase.engine == nil)
        }
    }

    @Test func `No two cases are alike`() {
        let keys = catalogue.map { "\($0.name) \($0.kind) \($0.batch) \($0.threads)" }
        #expect(Set(keys).count == keys.count)
    }

    @Test func `No case uses more threads than it may`() {
        #expect(BenchCase.threadCounts(upTo: 1) == [1])
        #expect(BenchCase.threadCounts(upTo: 2) == [1, 2])
        #expect(BenchCase.threadCounts(upTo: 6) == [1, 2, 4, 6])
        #expect(BenchCase.catalogue(threads: 1).allSatisfy { $0.threads == 1 })
    }

    @Test func `Threads of a crew work at the same time and report every surprise`() throws {
        let fixture = try Fixture(TokenPool(.hs256, count: 8))
        let crew = try Crew(count: 3, callsPerLook: 4) {
            SingleWorkload(fixture, by: fixture.validator, expecting: .expired)
        }
        let (elapsed, onCore) = crew.work(for: 1_000_000)
        crew.dismiss()
        #expect(elapsed > 0)
        #expect(onCore > 0)
        #expect(crew.surprises >= 12)
    }
}
