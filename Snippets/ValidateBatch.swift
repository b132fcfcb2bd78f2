// Judge many ID tokens in one call, on all threads wanted and up to a deadline.

import IDTokenCore
import IDTokenFoundation
import IDTokenTesting

// snippet.hide
let issuer = TestIssuer()
let (keySetBytes, policy) = (issuer.keySet, issuer.policy())
let sessions = (0..<256).map { index in
    (token: issuer.token(nonce: "n-\(index)", at: NumericDate.now.seconds), nonce: "n-\(index % 250)")
}
// snippet.show
let validator = try IDTokenValidator(policy: policy, keys: JWKSet(parsing: keySetBytes))
validator.prewarm(at: .now)

var batch = TokenBatch()
for session in sessions {
    batch.append(session.token, nonce: session.nonce)
}

let deadline = ContinuousClock.now + .milliseconds(50)
let options = BatchOptions(threads: 2, shouldStop: { ContinuousClock.now >= deadline })
let results = validator.validateBatch(batch, at: .now, options: options)

for (index, result) in results.enumerated() {
    switch result {
    case .valid: continue
    case .rejected(let error): print("\(index): \(error.code)")
    case .notJudged: print("\(index): no time was left for it")
    }
}
print("\(results.validCount) of \(results.count) are valid")
