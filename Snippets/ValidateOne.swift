// Judge one ID token of LINE Login, and make sure that its nonce is used once.

import IDTokenCore
import IDTokenFoundation
import IDTokenLINE
import IDTokenTesting

// snippet.hide
// An issuer for tests stands in for LINE, so that this runs without a network.
let provider = TestIssuer(audience: "1234567890")
let keySetBytes = provider.keySet
// snippet.show
let validator = try IDTokenValidator(
    policy: .line(channelIDs: ["1234567890"]),
    keys: JWKSet(parsing: keySetBytes)
)
let nonces = InMemoryNonceStore()

// At the start of a login: the nonce goes into the authentication request and into the session.
let nonce = try await nonces.issue(at: .now)
// snippet.hide
let received = provider.token(nonce: nonce.value, at: NumericDate.now.seconds)
// snippet.show

// At its end: the token has come back, and the nonce is that of the session.
do {
    let token = try await validator.validate(received, nonce: nonce.value, at: .now, spending: nonces)
    print("welcome, \(token.subject), known as \(token["name"]?.stringValue ?? "nobody")")
} catch {
    print("refused: \(error.code)")
}
// snippet.hide

do {
    _ = try await validator.validate(received, nonce: nonce.value, at: .now, spending: nonces)
} catch {
    print("the second time: \(error.code)")
}
