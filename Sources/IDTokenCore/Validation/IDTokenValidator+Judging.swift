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
            return conclude(verifier, slot: 0, token, keyIndex: keyIndex, in: context)
        }
    }

    /// Judges a token's syntax and claims, and its signature unless that can be verified with others.
    ///
    /// - Parameter knownSignature: The verdict on the signature, where the same token was judged before.
    @inline(__always)
    func judgeUpToSignature(
        _ token: RawSpan,
        with reader: inout TokenReader,
        nonce: Span<UInt8>,
        subject: Span<UInt8>,
        expected: Expectations,
        at now: NumericDate,
        keys: KeySetReading?,
        in context: ThreadContext,
        knownSignature: Verdict? = nil
    ) -> Step {
        if let cache { cache.prefetch(token) }
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
            if let knownSignature { return .decided(knownSignature) }
            switch key {
            case .hs256: return .decided(verifyMAC(reader, over: token.extracting(jws.signingInput)))
            case .es256(let index):
                return try verifyES256(token, jws, reader, keyIndex: index, keys: keys, in: context)
            }
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
        _ = try? compiled.judge(
            context.reader,
            nonce: nonce,
            subject: subject,
            expected: expected,
            now: now,
            keys: keys
        )
    }

    /// The verdict on the signature in a slot of the verifier, which has judged it; a good one is remembered.
    func conclude(
        _ verifier: ES256AcceleratedVerifier,
        slot: Int,
        _ token: RawSpan,
        keyIndex: Int32,
        in context: ThreadContext
    ) -> Verdict {
        guard verifier.verdicts[slot] else { return .rejected(Rejection(.invalidSignature), engine: .accelerated) }
        if let cache { cache.insert(token, context.cacheBindings[slot]) }
        return .valid(.accelerated, keyIndex: keyIndex)
    }

    /// Verifies an HS256 signature (RFC 7518 §3.2).
    @inline(__always)
    private func verifyMAC(_ reader: borrowing TokenReader, over signingInput: RawSpan) -> Verdict {
        compiled.verifyMAC(reader, signingInput: signingInput)
            ? .valid(.mac, keyIndex: -1) : .rejected(Rejection(.invalidSignature), engine: .mac)
    }

    /// Verifies an ES256 signature (RFC 7515 §5.2, step 8; RFC 7518 §3.4), or leaves it to wait for others.
    @inline(__always)
    private func verifyES256(
        _ token: RawSpan,
        _ jws: CompactJWS,
        _ reader: borrowing TokenReader,
        keyIndex index: Int,
        keys: KeySetReading?,
        in context: ThreadContext
    ) throws(Rejection) -> Step {
        guard case .keys(let set) = keys, let key = set.storage.keys[index].publicKey else {
            throw Rejection(.keyMismatch, .keyIdentifier)
        }
        guard ES256Signature.isInRange(reader.signature) else { throw Rejection(.invalidSignature) }
        let keyIndex = Int32(truncatingIfNeeded: index)
        let binding = cache.map { _ in
            VerifiedTokenBinding(
                keySerial: key.serial,
                keySetGeneration: set.generation,
                policySerial: compiled.serial,
                expiration: expiration(reader)
            )
        }
        if let cache, let binding, cache.contains(token, binding) {
            return .decided(.valid(.cache, keyIndex: keyIndex))
        }

        let digest = SHA256State.digest(of: token.extracting(jws.signingInput))
        if let table = key.table(for: engine), let accelerated = context.accelerated {
            if let binding { context.cacheBindings[accelerated.count] = binding }
            accelerated.add(reader.signature, of: digest, by: table)
            return .waiting(keyIndex: keyIndex, accelerated)
        }
        guard context.reference.verify(reader.signature, of: digest, by: key) else {
            return .decided(.rejected(Rejection(.invalidSignature), engine: .reference))
        }
        if let cache, let binding { cache.insert(token, binding) }
        return .decided(.valid(.reference, keyIndex: keyIndex))
    }

    private func expiration(_ reader: borrowing TokenReader) -> NumericDate {
        guard let claim = reader.claim(reader.claims.expiration) else { return NumericDate(seconds: 0) }
        return NumericDate(number: reader.payloadText, in: claim.value) ?? NumericDate(seconds: 0)
    }
}
