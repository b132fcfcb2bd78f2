internal import Synchronization

/// One call of a batch validation: threads take shares of the tokens until none are left.
final class BatchRun: Sendable {
    /// How many tokens a thread takes at a time: as many as share one inversion. A share of ES256 tokens takes about a
    /// millisecond, so threads that drew easy shares do not wait long for the others.
    static let shareSize = ES256AcceleratedVerifier.capacity

    private let batch: TokenBatch
    private let validator: IDTokenValidator
    private let keys: KeySetReading?
    private let now: NumericDate
    private let options: BatchOptions
    private let nextShare = Atomic<Int>(0)
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
    }

    /// Judges all tokens and returns the verdicts in their order.
    func verdicts() -> [Verdict] {
        let count = batch.count
        return unsafe [Verdict](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            unsafe buffer.initialize(repeating: .notJudged)
            initializedCount = count
            let output = unsafe VerdictBuffer(buffer)
            let shares = (count + Self.shareSize - 1) / Self.shareSize
            // A thread that the system does not grant leaves its shares to the others.
            let helpers = (1..<max(1, min(options.threads, shares))).compactMap { _ in
                WorkerThread { self.work(output) }
            }
            work(output)
            for helper in helpers { helper.join() }
        }
    }

    private func work(_ output: VerdictBuffer) {
        let context = ThreadContext.current
        while !shouldStop() {
            let share = nextShare.wrappingAdd(1, ordering: .relaxed).oldValue
            let first = share * Self.shareSize
            guard first < batch.count else { return }
            let tokens = first..<min(first + Self.shareSize, batch.count)
            validator.judgeShare(
                batch,
                tokens,
                at: now,
                keys: keys,
                with: &context.reader,
                in: context,
                into: output
            )
            if options.maximumRejections != nil {
                let rejected = tokens.count { output[$0].code != nil }
                rejections.wrappingAdd(rejected, ordering: .relaxed)
            }
        }
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
/// Safe: each thread writes only the places of the shares it has taken, and the array that owns the memory is read after
/// all threads were joined.
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
