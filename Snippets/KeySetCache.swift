// Judge ID tokens by keys that refresh themselves, here from bytes that the application supplies.

import IDTokenCore
import IDTokenFoundation
import IDTokenJWKS
import IDTokenTesting

// snippet.hide
// An issuer for tests stands in for the provider, so that this runs without a network.
var provider = TestIssuer()
// snippet.show
// In real use: HTTPKeySetSource("https://…/certs"), and a snapshotPath for the next start.
let source = SuppliedKeySetSource(provider.keySet)
let cache = try KeySetCache(source: source, issuer: provider.issuer)
cache.start()
try await cache.waitUntilReady(upTo: .seconds(5))

let validator = try LiveIDTokenValidator(policy: provider.policy(), cache: cache)
let token = try validator.validate(provider.token(at: NumericDate.now.seconds), at: .now)
print("signed by \(token.keyIdentifier ?? "an unnamed key")")

// The provider rotates: a token of the new key is unknown until the next refresh, which it asks for.
provider.rotateKey()
source.supply(provider.keySet)
let received = provider.token(at: NumericDate.now.seconds)
do {
    _ = try validator.validate(received, at: .now)
} catch {
    print("\(error.code), a refresh is \(error.isRefreshPending ? "pending" : "not pending")")
}

// An application that knows of the change does not wait for the cool-down.
try await cache.refresh()
print("signed by \(try validator.validate(received, at: .now).keyIdentifier ?? "an unnamed key")")

let status = cache.status
print("\(status.phase), generation \(status.generation), \(status.keys.count) keys")
cache.stop()
