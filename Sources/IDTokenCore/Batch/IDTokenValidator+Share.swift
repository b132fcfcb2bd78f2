extension IDTokenValidator {
    /// Judges some tokens of a batch, in two steps: every rule but ES256 signatures one by one, then the signatures that
    /// are left together.
    func judgeShare(
        _ batch: TokenBatch,
        _ tokens: Range<Int>,
        _ pass: BatchRun.Pass,
        _ duplicates: BatchDuplicates?,
        at now: NumericDate,
        keys: KeySetReading?,
        with reader: inout TokenReader,
        in context: ThreadContext,
        into output: VerdictBuffer
    ) {
        let bytes = batch.bytes
        let text = bytes.span
        var waiting = InlineArray<64, (token: Int32, key: Int32)>(repeating: (0, 0))
        for index in tokens {
            let first = duplicates?.firstOccurrence(of: index)
            guard (first != nil) == (pass == .duplicates) else { continue }
            let entry = batch.entries[index]
            let step = judgeUpToSignature(
                text.octets.extracting(entry.token),
                with: &reader,
                nonce: text.extracting(entry.nonce),
                subject: text.extracting(entry.subject),
                expected: entry.expected,
                at: now,
                keys: keys,
                in: context,
                knownSignature: first.flatMap { Self.signatureVerdict(output[$0]) }
            )
            switch step {
            case .decided(let verdict):
                output[index] = verdict
            case .waiting(let key, let accelerated):
                waiting[accelerated.count - 1] = (Int32(truncatingIfNeeded: index), key)
            }
        }
        guard let accelerated = context.accelerated else { return }
        let count = accelerated.count
        accelerated.verifyAll()
        for slot in 0..<count {
            let (token, key) = waiting[slot]
            let text = text.octets.extracting(batch.entries[Int(token)].token)
            output[Int(token)] = conclude(accelerated, slot: slot, text, keyIndex: key, in: context)
        }
    }

    /// A verdict that was decided by the signature, and so holds for the same token wherever its other rules do.
    private static func signatureVerdict(_ verdict: Verdict) -> Verdict? {
        verdict.isValid || verdict.code == .invalidSignature ? verdict : nil
    }
}
