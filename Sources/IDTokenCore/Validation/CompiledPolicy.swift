internal import Synchronization

/// A checked policy with its texts as bytes, made once so that a token is compared without conversion.
@safe
final class CompiledPolicy: Sendable {
    let source: ValidationPolicy
    /// A number that no other policy of this process has had.
    let serial = nextSerial.wrappingAdd(1, ordering: .relaxed).newValue
    let issuer: [UInt8]
    let audiences: ConstantTexts
    let authorizedParties: ConstantTexts
    let expectedSubject: [UInt8]?
    let leeway: Int64
    let maximumAuthenticationAge: Int64?
    let maximumTokenAge: Int64?
    let nonceRule: ValidationPolicy.NonceRule
    let maximumTokenBytes: Int
    let allowsES256: Bool
    let allowsHS256: Bool
    /// The secret, where there is one secret and one audience: whoever passed the audience rule is meant by it.
    ///
    /// Not counted, for the reason that ``ConstantTexts`` has. Safe: ``secrets`` holds it.
    let onlySecret: Unmanaged<HMACSHA256Key>?
    /// Whether some audience has no secret, so that a token may name one that no secret vouches for.
    let hasUnsecuredAudience: Bool
    /// The secrets, each with the index of its audience.
    let secrets: [(audience: Int, key: HMACSHA256Key)]

    private static let nextSerial = Atomic<Int>(0)

    /// Checks a policy and the secrets that go with it.
    init(_ policy: ValidationPolicy, secrets: [SharedSecret], hasKeySet: Bool) throws(IDTokenError) {
        func refuse(_ message: String) -> IDTokenError { IDTokenError(.invalidKey, message: message) }

        guard !policy.issuer.isEmpty else { throw refuse("The policy has an empty issuer.") }
        guard !policy.audiences.isEmpty, !policy.audiences.contains("") else {
            throw refuse("The policy has no audience, or an empty one.")
        }
        guard policy.authorizedParties?.contains("") != true else { throw refuse("An authorized party is empty.") }
        guard policy.expectedSubject != "" else { throw refuse("The expected subject is empty.") }
        let seconds = [policy.leeway, policy.maximumAuthenticationAge ?? 0, policy.maximumTokenAge ?? 0]
        guard seconds.allSatisfy({ (0...Int(NumericDate.maximumSeconds)).contains($0) }) else {
            throw refuse("The leeway or a maximum age is negative or beyond 2^53 - 1 seconds.")
        }
        guard (1...InputLimits.largestTokenBytes).contains(policy.limits.maximumTokenBytes) else {
            throw refuse("The maximum token size is not between 1 and \(InputLimits.largestTokenBytes) bytes.")
        }
        guard !policy.algorithms.isEmpty else { throw refuse("The policy allows no algorithm.") }
        guard policy.algorithms.contains(.es256) == hasKeySet else {
            throw refuse(hasKeySet ? "A key set is given, but ES256 is not allowed." : "ES256 needs a key set.")
        }
        guard policy.algorithms.contains(.hs256) == !secrets.isEmpty else {
            throw refuse(
                secrets.isEmpty ? "HS256 needs a shared secret." : "A secret is given, but HS256 is not allowed."
            )
        }

        // Texts are compared by their bytes, as those of tokens are; an audience given twice counts once.
        var audiences: [[UInt8]] = []
        for audience in policy.audiences.map({ Array($0.utf8) }) where !audiences.contains(audience) {
            audiences.append(audience)
        }
        var indexed: [(audience: Int, key: HMACSHA256Key)] = []
        for secret in secrets {
            guard let audience = audiences.firstIndex(of: Array(secret.audience.utf8)) else {
                throw refuse("A shared secret belongs to an audience that the policy does not have.")
            }
            indexed.append((audience, secret.key))
        }
        source = policy
        issuer = Array(policy.issuer.utf8)
        self.audiences = ConstantTexts(audiences)
        authorizedParties = ConstantTexts((policy.authorizedParties ?? policy.audiences).map { Array($0.utf8) })
        expectedSubject = policy.expectedSubject.map { Array($0.utf8) }
        leeway = Int64(policy.leeway)
        maximumAuthenticationAge = policy.maximumAuthenticationAge.map { Int64($0) }
        maximumTokenAge = policy.maximumTokenAge.map { Int64($0) }
        nonceRule = policy.nonceRule
        maximumTokenBytes = policy.limits.maximumTokenBytes
        allowsES256 = policy.algorithms.contains(.es256)
        allowsHS256 = policy.algorithms.contains(.hs256)
        self.secrets = indexed
        let hasOnlySecret = indexed.count == 1 && audiences.count == 1
        unsafe onlySecret = hasOnlySecret ? Unmanaged.passUnretained(indexed[0].key) : nil
        hasUnsecuredAudience = audiences.indices.contains { index in
            !indexed.contains { $0.audience == index }
        }
    }
}
