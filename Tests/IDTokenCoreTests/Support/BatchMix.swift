import IDTokenTesting

@testable import IDTokenCore

/// Tokens of every kind with what their callers expect, for comparing batches with single validations.
struct BatchMix {
    struct Entry {
        let token: String
        let nonce: String?
        let subject: String?
    }

    let entries: [Entry]

    /// Draws entries from a fixed pool, so that some tokens occur several times, and with different expectations.
    init(count: Int, seed: UInt64) {
        var random = SeededGenerator(seed)
        entries = (0..<count).map { _ in
            let token = Self.pool[Int.random(in: 0..<Self.pool.count, using: &random)]
            let nonces = [DefectiveToken.expectedNonce, DefectiveToken.expectedNonce, "other", "", nil]
            let subjects = [nil, nil, Fixture.subject, DefectiveToken.otherSubject, ""]
            return Entry(
                token: token,
                nonce: nonces[Int.random(in: 0..<5, using: &random)],
                subject: subjects[Int.random(in: 0..<5, using: &random)]
            )
        }
    }

    private static let pool: [String] = {
        var pool = Defect.allCases.map { DefectiveToken([$0]).token }
        pool += Defect.allCases.map { DefectiveToken([$0], signedBy: .hs256(Fixture.secret)).token }
        let good = [
            DefectiveToken([]).token, DefectiveToken([], signedBy: .hs256(Fixture.secret)).token,
            DefectiveToken(
                [],
                signedBy: .es256(TestSigningKey(seed: "forger", keyIdentifier: Fixture.issuer.signingKey.keyIdentifier))
            )
            .token,
        ]
        for _ in 0..<12 { pool += good }
        return pool + ["", ".", "null", "a.b.c", String(repeating: "x", count: 20_000)]
    }()

    var batch: TokenBatch {
        var batch = TokenBatch()
        for entry in entries { batch.append(entry.token, nonce: entry.nonce, subject: entry.subject) }
        return batch
    }

    /// What one-by-one validation says.
    func single(_ validator: IDTokenValidator) -> [Verdict] {
        entries.map { validator.verdict(on: $0.token, nonce: $0.nonce, subject: $0.subject, at: Fixture.now) }
    }
}
