internal import Synchronization

/// One call of a batch validation: threads take shares of the tokens until none are left.
final class BatchRun: Sendable {
    /// How many tokens a thread takes at a time, as long as there are many: as many as share one inversion.
    static let shareSize = ES256AcceleratedVerifier.capacity

    /// How many it takes at least towards the end, where a large share would let the other threads wait for it.
    private static let smallestShare = 8

    /// Tokens that occur for the first time, then those that occur again and can do with the first one's signature.
    enum Pass {
        case firstOccurrences, duplicates
    }

    private let batch: TokenBatch
    private let validator: IDTokenValidator
    private let keys: KeySetReading?
    private let now: NumericDate
    private let options: BatchOptions
    private let duplicates: BatchDuplicates?
    private let nextToken = Atomic<Int>(0)
    private let rejections = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)

    init(
        _ batch: TokenBatch,
        validator: IDTokenValidator,
        keys: KeySetReading?,
        now: NumericDate,
        options: BatchOptions
    ) {
        self.batch = batch
        self.validator = validator
        self.keys = keys
        self.now = now
        self.options = options
        // A MAC costs less than finding out whether it can be spared.
        let found = keys == nil ? nil : BatchDuplicates(batch)
        duplicates = found?.isEmpty == false ? found : nil
    }

    /// Judges all tokens and returns the verdicts in their order.
    func verdicts() -> [Verdict] {
        let count = batch.count
        return unsafe [Verdict](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            unsafe buffer.initialize(repeating: .notJudged)
            initializedCount = count
            let output = unsafe VerdictBuffer(buffer)
            share(.firstOccurrences, into: output)
            if duplicates != nil { share(.duplicates, into: output) }
        }
    }

    /// Lets all threads work until no share is left.
    private func share(_ pass: Pass, into output: VerdictBuffer) {
        nextToken.store(0, ordering: .relaxed)
        // A thread that the system does not grant leaves its shares to the others.
        let helpers = (1..<max(1, min(options.threads, batch.count / tokensPerThread + 1))).compactMap { _ in
            WorkerThread { self.work(pass, output) }
        }
        work(pass, output)
        for helper in helpers { helper.join() }
    }

    /// The fewest tokens that are worth a thread, whose start takes about 30 µs: a share of signatures takes a
    /// millisecond, a share of MACs 40 µs.
    private var tokensPerThread: Int { keys == nil ? 16 * Self.shareSize : Self.shareSize }

    private func work(_ pass: Pass, _ output: VerdictBuffer) {
        let context = ThreadContext.current
        while !shouldStop() {
            guard let tokens = takeShare() else { return }
            validator.judgeShare(
                batch,
                tokens,
                pass,
                duplicates,
                at: now,
                keys: keys,
                with: &context.reader,
                in: context,
                into: output
            )
            if options.maximumRejections != nil { countRejections(tokens, pass, output) }
        }
    }

    /// Takes the next tokens, or `nil` if none are left: a quarter of what each thread would get of the rest, but no more
    /// than ``shareSize``, so that all threads end at about the same time.
    private func takeShare() -> Range<Int>? {
        var first = nextToken.load(ordering: .relaxed)
        while first < batch.count {
            let left = batch.count - first
            let fair = max(Self.smallestShare, left / max(1, options.threads) / 4)
            let end = first + min(options.threads <= 1 ? Self.shareSize : fair, Self.shareSize, left)
            let attempt = nextToken.compareExchange(expected: first, desired: end, ordering: .relaxed)
            if attempt.exchanged { return first..<end }
            first = attempt.original
        }
        return nil
    }

    private func countRejections(_ tokens: Range<Int>, _ pass: Pass, _ output: VerdictBuffer) {
        let rejected = tokens.count { index in
            let isDuplicate = duplicates?.firstOccurrence(of: index) != nil
            return isDuplicate == (pass == .duplicates) && output[index].code != nil
        }
        rejections.wrappingAdd(rejected, ordering: .relaxed)
    }

    private func shouldStop() -> Bool {
        if isStopped.load(ordering: .relaxed) { return true }
        let hasEnough = options.maximumRejections.map { rejections.load(ordering: .relaxed) >= $0 } ?? false
        guard hasEnough || options.shouldStop?() == true else { return false }
        isStopped.store(true, ordering: .relaxed)
        return true
    }
}

/// Where the threads of one batch leave their verdicts.
///
/// Safe: each thread writes only the places of the shares it has taken, and reads others only of a pass whose threads
/// were joined; the array that owns the memory is read after all were.
@safe
struct VerdictBuffer: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<Verdict>

    init(_ buffer: UnsafeMutableBufferPointer<Verdict>) {
        unsafe self.buffer = buffer
    }

    subscript(index: Int) -> Verdict {
        get { unsafe buffer[index] }
        nonmutating set { unsafe buffer[index] = newValue }
    }
}
