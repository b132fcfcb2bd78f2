extension IDTokenValidator {
    /// How far a token has come when all rules but an accelerated signature check are done.
    enum Step {
        /// The decision has been made.
        case decided(Verdict)
        /// Only the signature is left, and has been added to those that wait in the verifier.
        case waiting(keyIndex: Int32, ES256AcceleratedVerifier)
    }

    /// The whole decision on one token: its syntax, its claims, its signature.
    func judge(
        _ token: RawSpan,
        nonce: Span<UInt8>,
        subject: Span<UInt8>,
        expected: Expectations,
        at now: NumericDate,
        keys: KeySetReading?,
        in context: ThreadContext
    ) -> Verdict {
        let step = judgeUpToSignature(
            token,
            with: &context.reader,
            nonce: nonce,
            subject: subject,
            expected: expected,
            at: now,
            keys: keys,
            in: context
        )
        switch step {
        case .decided(let verdict):
            return verdict
        case .waiting(let keyIndex, let verifier):
            verifier.verifyAll()
            return verifier.verdicts[0]
                ? .valid(.accelerated, keyIndex: keyIndex)
                : .rejected(Rejection(.invalidSignature), engine: .accelerated)
        }
    }

    /// Judges a token's syntax and claims, and its signature unless that can be verified with others.
    @inline(__always)
    func judgeUpToSignature(
        _ token: RawSpan,
        with reader: inout TokenReader,
        nonce: Span<UInt8>,
        subject: Span<UInt8>,
        expected: Expectations,
        at now: NumericDate,
        keys: KeySetReading?,
        in context: ThreadContext
    ) -> Step {
        do {
            let jws = try reader.read(token, maximumBytes: compiled.maximumTokenBytes)
            let key = try compiled.judge(
                reader,
                nonce: nonce,
                subject: subject,
                expected: expected,
                now: now,
                keys: keys
            )
            let signingInput = token.extracting(jws.signingInput)
            return try verifySignature(reader, over: signingInput, by: key, keys: keys, in: context)
        } catch {
            return .decided(.rejected(error))
        }
    }

    /// Reads a token once more whose verdict is known, so that its claims or the failed rule can be looked at.
    func judgeAgain(
        _ token: RawSpan,
        nonce: Span<UInt8>,
        subject: Span<UInt8>,
        expected: Expectations,
        at now: NumericDate,
        keys: KeySetReading?,
        in context: ThreadContext
    ) {
        // What it throws is what the verdict says already.
        guard (try? context.reader.read(token, maximumBytes: compiled.maximumTokenBytes)) != nil else { return }
        _ = try? compiled.judge(context.reader, nonce: nonce, subject: subject, expected: expected, now: now, keys: keys)
    }

    /// Verifies the signature of a token that was read (RFC 7515 §5.2, step 8), or leaves it to wait for others.
    @inline(__always)
    private func verifySignature(
        _ reader: borrowing TokenReader,
        over signingInput: RawSpan,
        by key: SelectedKey,
        keys: KeySetReading?,
        in context: ThreadContext
    ) throws(Rejection) -> Step {
        guard case .es256(let index) = key else {
            guard compiled.verifyMAC(reader, signingInput: signingInput) else {
                return .decided(.rejected(Rejection(.invalidSignature), engine: .mac))
            }
            return .decided(.valid(.mac, keyIndex: -1))
        }
        guard case .keys(let set) = keys, let publicKey = set.storage.keys[index].publicKey else {
            throw Rejection(.keyMismatch, .keyIdentifier)
        }
        guard ES256Signature.isInRange(reader.signature) else { throw Rejection(.invalidSignature) }
        let digest = SHA256State.digest(of: signingInput)
        let keyIndex = Int32(truncatingIfNeeded: index)
        if let table = publicKey.table(for: engine), let accelerated = context.accelerated {
            accelerated.add(reader.signature, of: digest, by: table)
            return .waiting(keyIndex: keyIndex, accelerated)
        }
        guard context.reference.verify(reader.signature, of: digest, by: publicKey) else {
            return .decided(.rejected(Rejection(.invalidSignature), engine: .reference))
        }
        return .decided(.valid(.reference, keyIndex: keyIndex))
    }
}
