internal import Foundation
internal import IDTokenCore

/// Reads a key set of one key and builds the table of the key, which is dropped again.
final class TableWorkload: Workload {
    private let keySet: [UInt8]
    private(set) var surprises = 0

    let tokensPerCall = 1

    init(_ fixture: Fixture) {
        keySet = fixture.pool.keySet
    }

    func call() {
        guard let keys = try? JWKSet(parsing: keySet), keys.prewarm() == keys.keys.count else {
            surprises += 1
            return
        }
    }
}

/// Reads the text of a key set.
final class KeySetWorkload: Workload {
    private let keySet: [UInt8]
    private let keyCount: Int
    private(set) var surprises = 0

    let tokensPerCall = 1

    init(_ fixture: Fixture) {
        keySet = fixture.pool.keySet
        keyCount = fixture.pool.kind.keyCount
    }

    func call() {
        guard let keys = try? JWKSet(parsing: keySet), keys.usableKeys.count == keyCount else {
            surprises += 1
            return
        }
    }
}

/// Does all that comes before the first answer, on a thread that has judged nothing yet: reads the key set, makes the
/// validator and the contexts of the thread, and judges one token, for which no table is ready.
final class ColdStartWorkload: Workload {
    private let fixture: Fixture
    private(set) var surprises = 0

    let tokensPerCall = 1

    init(_ fixture: Fixture) {
        self.fixture = fixture
    }

    func call() {
        let fixture = fixture
        let answer = Answer()
        let thread = Thread {
            let pool = fixture.pool
            if let keys = try? JWKSet(parsing: pool.keySet),
                let validator = try? IDTokenValidator(policy: pool.policy, keys: keys)
            {
                let verdict = validator.verdict(on: fixture.texts[0], nonce: fixture.nonces[0], at: TokenPool.now)
                answer.isValid = verdict.isValid
            }
            answer.done.signal()
        }
        thread.start()
        answer.done.wait()
        if !answer.isValid { surprises += 1 }
    }

    /// Safe: written before the signal and read after the wait.
    private final class Answer: @unchecked Sendable {
        var isValid = false
        let done = DispatchSemaphore(value: 0)
    }
}
