internal import CSIMD
internal import Synchronization

/// Remembers which exact tokens carried a good ES256 signature, so that a token that comes again is judged without
/// verifying it a second time. Opt-in: give one to a validator.
///
/// Only the signature is remembered. Every other rule is judged anew on every hit, the time and the expected nonce and
/// subject included. An entry holds the token itself and is compared with all of its bytes, so that no two tokens can share
/// one, the twin (r, n − s) of a signature included; a digest would be no stricter and take longer than all else of a hit.
/// It is bound to the key, to the generation of the key set and to the policy, by numbers that nothing else in the process
/// has had, so that it is dead at once when one of them goes. Failures are not remembered, HS256 is not either, as its MAC
/// costs less than two hits, and neither are tokens longer than ``maximumTokenBytes``.
///
/// The tokens lie in the process's memory until they are overwritten: whoever can read that memory can read them.
///
/// Lookups take no lock: each slot carries a version that is odd while it is written, and a reader that saw it change
/// counts a miss. Buckets of four slots are independent of each other, so threads hardly meet. Memory is allocated once.
/// A token has one slot of its bucket that is tried first, so that its memory can be asked for while the token is still
/// being parsed; otherwise waiting for it would take as long as all else of a hit.
@safe
public final class VerifiedTokenCache: Sendable {
    /// The longest token that is remembered, in bytes.
    public static let maximumTokenBytes = 976

    /// The memory that the slots take, at most the bytes asked for (but at least one bucket).
    public let allocatedBytes: Int

    /// Each slot: version, length, binding (expiry, key, key set, policy), token.
    private static let wordsPerSlot = 128
    private static let slotsPerBucket = 4
    private static let lengthWord = 1
    private static let bindingWord = 2
    private static let tokenWord = bindingWord + VerifiedTokenBinding.wordCount

    private let bucketCount: Int
    // Safe: allocated in `init`, freed in `deinit`, and made of atomics in between.
    nonisolated(unsafe) private let words: UnsafeMutablePointer<Atomic<UInt64>>
    private let counters: Counters

    /// Makes a cache of at most so many bytes; a token takes 1,024.
    ///
    /// - Parameter maximumBytes: Less than one bucket of 4,096 bytes is taken for one; more than 2^40 for 2^40.
    public init(maximumBytes: Int) {
        let bytesPerBucket = Self.slotsPerBucket * Self.wordsPerSlot * MemoryLayout<UInt64>.size
        bucketCount = max(1, min(maximumBytes, 1 << 40) / bytesPerBucket)
        allocatedBytes = bucketCount * bytesPerBucket
        let count = bucketCount * Self.slotsPerBucket * Self.wordsPerSlot
        unsafe words = LargeMemory.allocate(count)
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

    /// Asks for the memory of the slot that a token is looked for in first.
    @inline(__always)
    func prefetch(_ token: RawSpan) {
        guard Self.canHold(token) else { return }
        let place = slot(0, Self.hash(token))
        let wordsPerLine = 8
        for line in stride(from: 0, to: Self.tokenWord + Self.wordCount(token), by: wordsPerLine) {
            unsafe idtoken_prefetch(words + place + line)
        }
    }

    /// Whether exactly this token was remembered with this binding.
    func contains(_ token: RawSpan, _ binding: VerifiedTokenBinding) -> Bool {
        guard Self.canHold(token) else { return false }
        let hash = Self.hash(token)
        for turn in 0..<Self.slotsPerBucket where holds(token, binding, slot(turn, hash)) {
            counters.note(isHit: true, hash: hash)
            return true
        }
        counters.note(isHit: false, hash: hash)
        return false
    }

    /// Remembers a token, in the place of that of its bucket which expires first. If another thread is writing there,
    /// nothing is remembered.
    func insert(_ token: RawSpan, _ binding: VerifiedTokenBinding) {
        guard Self.canHold(token) else { return }
        let hash = Self.hash(token)
        var place = slot(0, hash)
        for turn in 1..<Self.slotsPerBucket {
            let candidate = slot(turn, hash)
            if unsafe words[candidate + Self.bindingWord].load(ordering: .relaxed)
                < words[place + Self.bindingWord].load(ordering: .relaxed)
            {
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
        unsafe words[place + Self.lengthWord].store(UInt64(token.byteCount), ordering: .relaxed)
        for index in 0..<VerifiedTokenBinding.wordCount {
            unsafe words[place + Self.bindingWord + index].store(binding.words[index], ordering: .relaxed)
        }
        let start = place + Self.tokenWord
        let last = Self.wordCount(token) - 1
        for index in 0..<last {
            unsafe words[start + index].store(Self.word(token, at: index &* 8), ordering: .relaxed)
        }
        unsafe words[start + last].store(Self.word(token, at: token.byteCount - 8), ordering: .relaxed)
        unsafe words[place].store(version &+ 2, ordering: .releasing)
    }

    private func holds(_ token: RawSpan, _ binding: VerifiedTokenBinding, _ place: Int) -> Bool {
        let version = unsafe words[place].load(ordering: .acquiring)
        guard version & 1 == 0, version != 0,
            unsafe words[place + Self.lengthWord].load(ordering: .relaxed) == UInt64(token.byteCount)
        else { return false }
        for index in 0..<VerifiedTokenBinding.wordCount
        where unsafe words[place + Self.bindingWord + index].load(ordering: .relaxed) != binding.words[index] {
            return false
        }
        let start = place + Self.tokenWord
        let last = Self.wordCount(token) - 1
        for index in 0..<last
        where unsafe words[start + index].load(ordering: .relaxed) != Self.word(token, at: index &* 8) {
            return false
        }
        guard unsafe words[start + last].load(ordering: .relaxed) == Self.word(token, at: token.byteCount - 8) else {
            return false
        }
        atomicMemoryFence(ordering: .acquiring)
        return unsafe words[place].load(ordering: .relaxed) == version
    }

    /// Where the slot of a token's bucket begins that is tried at a turn, from 0.
    @inline(__always)
    private func slot(_ turn: Int, _ hash: UInt64) -> Int {
        // The upper half of the product spreads as evenly as a remainder and needs no division.
        let bucket = Int(hash.multipliedFullWidth(by: UInt64(bucketCount)).high)
        let first = Int(truncatingIfNeeded: hash) & (Self.slotsPerBucket &- 1)
        return (bucket &* Self.slotsPerBucket &+ (first ^ turn)) &* Self.wordsPerSlot
    }

    /// Whether a token is short enough to be remembered; one that has passed the rules is never shorter than 16 bytes.
    private static func canHold(_ token: RawSpan) -> Bool {
        (16...maximumTokenBytes).contains(token.byteCount)
    }

    /// Spreads tokens by the end of their signature, which is as good as random.
    private static func hash(_ token: RawSpan) -> UInt64 {
        let end = token.byteCount
        let mixed = token.littleEndianWord(at: end - 8) ^ token.littleEndianWord(at: end - 16) &* 0x9E37_79B9_7F4A_7C15
        return (mixed ^ mixed &>> 32) &* 0xD6E8_FEB8_6659_FD93
    }

    private static func wordCount(_ token: RawSpan) -> Int {
        (token.byteCount &+ 7) &>> 3
    }

    /// Eight bytes of a token. The last word begins eight bytes before the end, so that all are whole.
    @inline(__always)
    private static func word(_ token: RawSpan, at offset: Int) -> UInt64 {
        // Safe: a token that can be held has at least 16 bytes, and every word but the last lies before its last one.
        unsafe token.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
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
