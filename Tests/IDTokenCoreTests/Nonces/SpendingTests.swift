import IDTokenCore
import IDTokenTesting
import Testing

struct SpendingTests {
    private let issuer = TestIssuer()
    private let time: Int64 = 1_767_225_600
    private var now: NumericDate { NumericDate(seconds: time) }

    private func validator(
        _ change: (inout ValidationPolicy) -> Void = { _ in }
    ) throws -> IDTokenValidator {
        var policy = issuer.policy()
        change(&policy)
        return try IDTokenValidator(policy: policy, keys: JWKSet(parsing: issuer.keySet))
    }

    private func error(_ body: () async throws -> ValidatedIDToken) async -> LoginError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? LoginError
        }
    }

    @Test func `A good token spends its nonce, and is refused the second time`() async throws {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let nonce = try await store.issue(at: now).value
        let token = issuer.token(nonce: nonce, at: time)
        let validated = try await validator.validate(token, nonce: nonce, at: now, spending: store)
        #expect(validated.nonce == nonce)
        let error = await error { try await validator.validate(token, nonce: nonce, at: now, spending: store) }
        #expect(error == .nonceRefused(.replayed))
        #expect(error?.rejection?.code == .nonceReplayed)
    }

    @Test func `A token that is refused for any other reason spends nothing`() async throws {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let nonce = try await store.issue(at: now).value
        let good = issuer.token(nonce: nonce, at: time)
        let refused: [(String, String, ReasonCode)] = [
            ("", nonce, .malformedToken),
            (String(good.dropLast(4)) + "AAAA", nonce, .invalidSignature),
            (issuer.token(nonce: nonce, at: time - 3600), nonce, .expired),
            (issuer.token(nonce: nonce, at: time + 1), nonce, .notYetValid),
            (issuer.token(nonce: nonce, at: time, by: TestSigningKey(seed: "stranger")), nonce, .unknownKey),
            (
                issuer.token(nonce: nonce, at: time) { _, claims in claims["aud"] = .string("2") }, nonce,
                .audienceMismatch
            ),
            (issuer.token(nonce: "other", at: time), nonce, .nonceMismatch),
            (issuer.token(at: time), nonce, .nonceMismatch),
            (good, "other", .nonceMismatch),
            (good, "", .nonceMismatch),
        ]
        for (token, expected, code) in refused {
            let error = await error { try await validator.validate(token, nonce: expected, at: now, spending: store) }
            guard case .rejected(let rejection) = error else {
                Issue.record("expected \(code), got \(String(describing: error))")
                continue
            }
            #expect(rejection.code == code)
        }
        _ = try await validator.validate(Array(good.utf8), nonce: nonce, at: now, spending: store)
    }

    @Test func `Replayed, never issued, lapsed and of another session are told apart inside and are one outside`()
        async throws
    {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let lapsed = try store.issue(lifetime: 1, binding: nil, at: now.advanced(bySeconds: -1)).value
        let bound = try await store.issue(binding: "session", at: now).value
        let spent = try await store.issue(at: now).value
        #expect(try await store.consume(spent, at: now) == .consumed)
        let cases: [(String, NonceRefusal)] = [
            ("made up", .neverIssued), (lapsed, .lapsed), (bound, .bindingDiffers), (spent, .replayed),
        ]
        var outside: Set<String> = []
        for (nonce, refusal) in cases {
            let token = issuer.token(nonce: nonce, at: time)
            let error = await error { try await validator.validate(token, nonce: nonce, at: now, spending: store) }
            #expect(error == .nonceRefused(refusal))
            #expect(error?.description.contains(refusal.rawValue) == true)
            #expect(error?.description.contains(nonce) == false)
            outside.insert(error?.rejection?.description ?? "")
        }
        #expect(outside.count == 1)
        #expect(outside.first?.hasPrefix("nonce_replayed") == true)
    }

    @Test func `A bound nonce is spent with its session`() async throws {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let nonce = try await store.issue(binding: "session", at: now).value
        let token = issuer.token(nonce: nonce, at: time)
        _ = try await validator.validate(token, nonce: nonce, binding: "session", at: now, spending: store)
    }

    @Test func `Of many tasks with the same token exactly one logs in`() async throws {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let nonce = try await store.issue(at: now).value
        let (token, now) = (issuer.token(nonce: nonce, at: time), now)
        let wins = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    (try? await validator.validate(token, nonce: nonce, at: now, spending: store)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
    }

    @Test func `A store that cannot tell lets no token through, and does not call it bad`() async throws {
        let validator = try validator()
        let token = issuer.token(nonce: "n-1", at: time)
        let failure = await error {
            try await validator.validate(token, nonce: "n-1", at: now, spending: BrokenStore())
        }
        #expect(failure == .storeUnavailable(NonceStoreError(.unavailable, message: "")))
        #expect(failure?.rejection == nil)
        let again = await error {
            try await validator.validate(issuer.token(at: time), at: now, usingOnce: BrokenStore())
        }
        #expect(again == .storeUnavailable(NonceStoreError(.unavailable, message: "")))
    }

    // MARK: Batches

    @Test func `Of equal nonces in a batch the first in input order wins`() async throws {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let nonce = try await store.issue(at: now).value
        let other = try await store.issue(binding: "session", at: now).value
        var batch = TokenBatch()
        batch.append(issuer.token(nonce: nonce, at: time - 7200), nonce: nonce)
        batch.append(issuer.token(nonce: nonce, at: time), nonce: "other")
        batch.append(issuer.token(subject: "first", nonce: nonce, at: time), nonce: nonce)
        batch.append(issuer.token(subject: "second", nonce: nonce, at: time), nonce: nonce)
        batch.append(issuer.token(at: time))
        batch.append(issuer.token(nonce: other, at: time), nonce: other)
        batch.append(issuer.token(nonce: other, at: time), nonce: other)
        for threads in 1...2 {
            let results = await validator.validateBatch(
                batch,
                at: now,
                options: BatchOptions(threads: threads),
                spending: store,
                binding: { $0 == 6 ? "session" : nil }
            )
            let isFirst = threads == 1
            #expect(results.count == 7)
            #expect(results.validCount == (isFirst ? 3 : 1))
            let codes = results.map { result in
                switch result {
                case .valid(let token): token.subject
                case .rejected(let error): error.code
                case .notJudged: "not judged"
                }
            }
            let user = TestIssuer.defaultSubject
            #expect(codes[0...1] == ["expired", "nonce_mismatch"])
            #expect(codes[2...4] == [isFirst ? "first" : "nonce_replayed", "nonce_replayed", user])
            #expect(codes[5...6] == ["nonce_replayed", isFirst ? user : "nonce_replayed"])
        }
    }

    @Test func `Tokens of a batch that were not judged spend nothing`() async throws {
        let (validator, store) = (try validator(), InMemoryNonceStore())
        let nonce = try await store.issue(at: now).value
        var batch = TokenBatch()
        batch.append(issuer.token(nonce: nonce, at: time), nonce: nonce)
        let stopped = await validator.validateBatch(
            batch,
            at: now,
            options: BatchOptions(shouldStop: { true }),
            spending: store
        )
        guard case .notJudged = stopped[0] else {
            Issue.record("the token was judged")
            return
        }
        #expect(await validator.validateBatch(batch, at: now, spending: store).validCount == 1)
    }

    @Test(arguments: [0, 1])
    func `A store that answers for less than the whole batch vouches for no more`(answered: Int) async throws {
        let validator = try validator()
        var batch = TokenBatch()
        for _ in 0..<3 { batch.append(issuer.token(nonce: "n", at: time), nonce: "n") }
        let results = await validator.validateBatch(batch, at: now, spending: ShortStore(answered: answered))
        #expect(results.validCount == answered)
        guard case .rejected(.storeUnavailable) = results[2] else {
            Issue.record("the last token was accepted")
            return
        }
    }

    // MARK: Tokens without a nonce

    @Test func `A token without nonce is used once, and so is its twin with the other signature`() async throws {
        let (validator, store) = (try validator { $0.nonceRule = .forbidden }, InMemoryTokenUseStore())
        let token = issuer.token(at: time)
        let twin = try Self.twin(of: token)
        #expect(twin != token)
        #expect(validator.verdict(on: twin, at: now).isValid)
        _ = try await validator.validate(token, at: now, usingOnce: store)
        for repeated in [token, twin] {
            let error = await error { try await validator.validate(repeated, at: now, usingOnce: store) }
            #expect(error == .tokenAlreadyUsed)
            #expect(error?.rejection?.code == .nonceReplayed)
        }
        _ = try await validator.validate(issuer.token(at: time - 1), at: now, usingOnce: store)
    }

    @Test func `A token that is refused is not noted as used`() async throws {
        let (validator, store) = (try validator(), InMemoryTokenUseStore())
        let token = issuer.token(at: time)
        for moment in [now.advanced(bySeconds: -1), now.advanced(bySeconds: 3600)] {
            let error = await error { try await validator.validate(token, at: moment, usingOnce: store) }
            #expect(error?.rejection?.code != .nonceReplayed)
        }
        #expect(store.count == 0)
        _ = try await validator.validate(token, at: now, usingOnce: store)
    }

    @Test(arguments: [nil, 600])
    func `A used token is remembered for as long as it would be accepted, leeway included`(age: Int?) async throws {
        let validator = try validator {
            $0.leeway = 300
            $0.maximumTokenAge = age
        }
        let store = InMemoryTokenUseStore()
        let token = issuer.token(at: time)
        _ = try await validator.validate(token, at: now, usingOnce: store)
        var moment = now
        while validator.verdict(on: token, at: moment).isValid {
            let error = await error { try await validator.validate(token, at: moment, usingOnce: store) }
            #expect(error == .tokenAlreadyUsed)
            moment = moment.advanced(bySeconds: 1)
        }
        #expect(moment.seconds - time == (age == nil ? 3900 : 901))
        _ = try store.use(
            SigningInputDigest(of: "a.b.c"),
            until: moment.advanced(bySeconds: 9),
            at: moment.advanced(bySeconds: 1)
        )
        #expect(store.count == 1)
    }

    /// The same content with the signature (r, n − s).
    private static func twin(of token: String) throws -> String {
        let parts = token.split(separator: ".")
        var signature = try #require(Base64URL.decodeReference(parts[2].utf8))
        let order = try #require(Base64URL.decodeReference("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE".utf8))
        var borrow = 0
        for index in (0..<32).reversed() {
            let difference = Int(order[index]) - Int(signature[32 + index]) - borrow
            borrow = difference < 0 ? 1 : 0
            signature[32 + index] = UInt8(truncatingIfNeeded: difference)
        }
        return parts[0] + "." + parts[1] + "." + Base64URL.encode(signature)
    }
}

private struct BrokenStore: NonceStore, TokenUseStore {
    func issue(lifetime: Int, binding: String?, at now: NumericDate) throws(NonceStoreError) -> Nonce {
        throw NonceStoreError(.unavailable, message: "The store is broken.")
    }

    func consume(_ nonce: String, binding: String?, at now: NumericDate) throws(NonceStoreError) -> NonceOutcome {
        throw NonceStoreError(.unavailable, message: "The store is broken.")
    }

    func use(
        _ token: SigningInputDigest,
        until end: NumericDate,
        at now: NumericDate
    ) throws(NonceStoreError) -> TokenUse {
        throw NonceStoreError(.unavailable, message: "The store is broken.")
    }
}

/// Answers for the first spendings only.
private struct ShortStore: NonceStore {
    let answered: Int

    func issue(lifetime: Int, binding: String?, at now: NumericDate) throws(NonceStoreError) -> Nonce {
        throw NonceStoreError(.unavailable, message: "The store is broken.")
    }

    func consume(_ nonce: String, binding: String?, at now: NumericDate) -> NonceOutcome { .consumed }

    func consume(
        _ spendings: [NonceSpending],
        at now: NumericDate
    ) async -> [Result<NonceOutcome, NonceStoreError>] {
        Array(repeating: .success(.consumed), count: answered)
    }
}
