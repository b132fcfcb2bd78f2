internal import CAllocationCounter

/// Counts heap allocations, this package's own (with the Swift runtime's) and libcrypto's apart.
struct AllocationCounter {
    /// How many allocations there were.
    struct Counts: Equatable {
        var own: Double
        var libcrypto: Double
    }

    private let isLibcryptoCounted: Bool

    /// Installs the counter and proves it on known allocations. It must be the first to use libcrypto.
    ///
    /// - Throws: ``BenchError`` if the counter miscounts. Where counting is impossible nothing is thrown, and
    ///   ``count(tokens:_:)`` answers `nil`.
    init() throws(BenchError) {
        isLibcryptoCounted = idtoken_allocations_can_be_counted() == 1 && OpenSSLLibrary.countAllocations()
        // Uncounted, so that what is set up once does not spoil the proof.
        Self.allocate(times: 1)
        guard let counts = count(tokens: 1, { Self.allocate(times: 10) }) else { return }
        guard counts.own == 10, counts.libcrypto == 0 else {
            throw BenchError("The allocation counter saw \(counts.own) of 10 allocations.")
        }
        OpenSSLLibrary.allocate(times: 1)
        guard let counts = count(tokens: 1, { OpenSSLLibrary.allocate(times: 7) }) else { return }
        guard counts.own == 0, counts.libcrypto == 7 else {
            throw BenchError("The allocation counter saw \(counts.libcrypto) of 7 allocations of libcrypto.")
        }
    }

    /// Counts what a piece of work allocates on all threads, for each of its tokens; `nil` where that is impossible.
    func count(tokens: Int, _ work: () -> Void) -> Counts? {
        guard isLibcryptoCounted else {
            work()
            return nil
        }
        idtoken_allocations_begin()
        work()
        let counts = idtoken_allocations_end()
        return Counts(own: Double(counts.own) / Double(tokens), libcrypto: Double(counts.libcrypto) / Double(tokens))
    }

    private final class Allocated {}

    @inline(never)
    private static func allocate(times: Int) {
        for _ in 0..<times { keep(Allocated()) }
    }

    /// Hides an object from the optimiser, which would otherwise leave its allocation out.
    @inline(never)
    @_optimize(none)
    private static func keep(_ object: AnyObject) {}
}
