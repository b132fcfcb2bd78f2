// Test one's own code against an issuer that says whatever the test wants, without network or clock.

import IDTokenCore
import IDTokenTesting

let now = NumericDate(seconds: 1_767_225_600)
var issuer = TestIssuer()
let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))

// Returns the code that a token is refused by, or "valid".
func outcome(_ token: String, nonce: String? = nil) -> String {
    validator.verdict(on: token, nonce: nonce, at: now).code?.rawValue ?? "valid"
}

print(outcome(issuer.token(at: now.seconds)))
print(outcome(issuer.token(at: now.seconds - 3600)))
print(outcome(issuer.token(nonce: "n-1", at: now.seconds), nonce: "n-2"))

// Any claim and header can be changed before the token is signed.
let forAnother = issuer.token(at: now.seconds) { _, claims in
    claims["aud"] = .string("another client")
}
print(outcome(forAnother))

// After a rotation the validator above, whose key set stays as it was, does not know the new key.
issuer.rotateKey()
print(outcome(issuer.token(at: now.seconds)))
