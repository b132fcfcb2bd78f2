internal import Synchronization

/// Remembers which exact tokens carried a good ES256 signature, so that a token that comes again is judged without
/// verifying it a second time. Opt-in: give one to a validator.
///
/// Only the signature is remembered. Every other rule is judged anew on every hit, the time and the expected nonce and
/// subject included. An entry is bound to the SHA-256 digest of the signing input and all 64 bytes of the signature,
/// compared in full, so that no two tokens can share one; and to the key, to the generation of the key set and to the
/// policy, by numbers that nothing else in the process has had, so that it is dead at once when one of them goes.
/// Failures are not remembered, and HS256 is not either: its MAC costs as much as the digest.
///
/// Lookups take no lock: each slot carries a version that is odd while it is written, and a reader that saw it change
/// counts a miss. Buckets of four slots are independent of each other, so threads hardly meet. Memory is allocated once.
@safe
public final class VerifiedTokenCache: Sendable {
    /// The memory that the slots take, at most the bytes asked for (but at least one bucket).
    public let allocatedBytes: Int

    /// Each slot: version, expiry, binding (key, key set, policy), digest, signature.
    private static let wordsPerSlot = 17
    private static let slotsPerBucket = 4

    private let bucketCount: Int
    // Safe: allocated in `init`, freed in `deinit`, and made of atomics in between.
    nonisolated(unsafe) private let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let counters: Counters

    /// Makes a cache of at most so many bytes; a token takes 136.
    ///
    /// - Parameter maximumBytes: Less than one bucket of 544 bytes is taken for one; more than 2^40 for 2^40.
    public init(maximumBytes: Int) {
        let bytesPerBucket = Self.slotsPerBucket * Self.wordsPerSlot * MemoryLayout<UInt64>.size
        bucketCount = max(1, min(maximumBytes, 1 << 40) / bytesPerBucket)
        allocatedBytes = bucketCount * bytesPerBucket
        let count = bucketCount * Self.slotsPerBucket * Self.wordsPerSlot
        unsafe words = .allocate(capacity: count)
        for index in 0..<count { unsafe (words + index).initialize(to: Atomic(0)) }
        counters = Counters()
    }

    deinit {
        unsafe words.deinitialize(count: bucketCount * Self.slotsPerBucket * Self.wordsPerSlot)
        unsafe words.deallocate()
    }

    /// How many signatures were found, since the cache was made.
    public var hits: Int { counters.hits }

    /// How many signatures were looked for and had to be verified, since the cache was made.
    public var misses: Int { counters.misses }

    /// Whether an entry is there, to the last bit.
    func contains(_ entry: VerifiedTokenEntry) -> Bool {
        let bucket = bucket(of: entry)
        for slot in 0..<Self.slotsPerBucket where holds(entry, bucket + slot * Self.wordsPerSlot) {
            counters.note(isHit: true, hash: entry.hash)
            return true
        }
        counters.note(isHit: false, hash: entry.hash)
        return false
    }

    /// Remembers an entry, in the place of that of its bucket which expires first. If another thread is writing there,
    /// nothing is remembered.
    func insert(_ entry: VerifiedTokenEntry) {
        let bucket = bucket(of: entry)
        var place = bucket
        for slot in 1..<Self.slotsPerBucket {
            let candidate = bucket + slot * Self.wordsPerSlot
            if unsafe words[candidate + 1].load(ordering: .relaxed) < words[place + 1].load(ordering: .relaxed) {
                place = candidate
            }
        }
        let version = unsafe words[place].load(ordering: .relaxed)
        guard version & 1 == 0,
            unsafe words[place].compareExchange(
                expected: version,
                desired: version &+ 1,
                ordering: .acquiring
            ).exchanged
        else { return }
        atomicMemoryFence(ordering: .releasing)
        for index in 0..<VerifiedTokenEntry.wordCount {
            unsafe words[place + 1 + index].store(entry.words[index], ordering: .relaxed)
        }
        unsafe words[place].store(version &+ 2, ordering: .releasing)
    }

    private func bucket(of entry: VerifiedTokenEntry) -> Int {
        Int(entry.hash % UInt64(bucketCount)) * Self.slotsPerBucket * Self.wordsPerSlot
    }

    private func holds(_ entry: VerifiedTokenEntry, _ place: Int) -> Bool {
        let version = unsafe words[place].load(ordering: .acquiring)
        guard version & 1 == 0, version != 0 else { return false }
        // The first word is the expiry, which the payload determines and which therefore need not be compared; but a
        // difference would show a defect, so it is.
        for index in 0..<VerifiedTokenEntry.wordCount
        where unsafe words[place + 1 + index].load(ordering: .relaxed) != entry.words[index] {
            return false
        }
        atomicMemoryFence(ordering: .acquiring)
        return unsafe words[place].load(ordering: .relaxed) == version
    }

    /// Hits and misses, spread over cache lines so that threads do not fight for one.
    private final class Counters: Sendable {
        private struct Line: ~Copyable {
            let hits = Atomic<Int>(0)
            let misses = Atomic<Int>(0)
            // Fills the rest of the 128 bytes that some processors fetch together.
            private let rest = InlineArray<14, Int>(repeating: 0)
        }

        private let first = Line()
        private let second = Line()
        private let third = Line()
        private let fourth = Line()

        var hits: Int {
            first.hits.load(ordering: .relaxed) + second.hits.load(ordering: .relaxed)
                + third.hits.load(ordering: .relaxed) + fourth.hits.load(ordering: .relaxed)
        }

        var misses: Int {
            first.misses.load(ordering: .relaxed) + second.misses.load(ordering: .relaxed)
                + third.misses.load(ordering: .relaxed) + fourth.misses.load(ordering: .relaxed)
        }

        @inline(__always)
        func note(isHit: Bool, hash: UInt64) {
            switch hash >> 62 {
            case 0: note(isHit, first)
            case 1: note(isHit, second)
            case 2: note(isHit, third)
            default: note(isHit, fourth)
            }
        }

        @inline(__always)
        private func note(_ isHit: Bool, _ line: borrowing Line) {
            if isHit {
                line.hits.wrappingAdd(1, ordering: .relaxed)
            } else {
                line.misses.wrappingAdd(1, ordering: .relaxed)
            }
        }
    }
}
