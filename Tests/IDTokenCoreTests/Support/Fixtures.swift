import IDTokenTesting

@testable import IDTokenCore

/// What most tests judge by: one issuer, one moment, a few secrets.
enum Fixture {
    static let issuer = TestIssuer()
    static let now = NumericDate(seconds: issuedAt + 60)
    static let issuedAt: Int64 = 1_767_225_600
    static let audience = "1234567890"
    static let secret = "0123456789abcdef0123456789abcdef"
    static let subject = TestIssuer.defaultSubject

    /// The JWK Set text of some keys.
    static func keySet(_ keys: JSONMembers...) -> String {
        let members = [JSONObjectMember(name: "keys", value: .array(keys.map(\.value)))]
        return JSONMembers(members).text
    }

    /// A JWK Set of entries given as they are.
    static func set(_ entries: JSONMembers...) throws -> JWKSet {
        try JWKSet(parsing: JSONMembers([JSONObjectMember(name: "keys", value: .array(entries.map(\.value)))]).text)
    }

    /// The public key of a signing key, for the engines.
    static func publicKey(_ key: TestSigningKey) throws -> ES256PublicKey {
        guard let key = ES256PublicKey(x: key.x, y: key.y) else { throw FixtureError.noKey }
        return key
    }

    /// A validator of both algorithms with the issuer's key set and ``secret``.
    static func validator(
        engine: EngineChoice = .automatic,
        changing change: (inout ValidationPolicy) -> Void = { _ in }
    ) throws -> IDTokenValidator {
        var policy = issuer.policy(algorithms: [.es256, .hs256])
        change(&policy)
        let secrets = try [SharedSecret(secret, audience: audience)]
        return try IDTokenValidator(
            policy: policy,
            keys: JWKSet(parsing: issuer.keySet),
            secrets: policy.algorithms.contains(.hs256) ? secrets : [],
            engine: engine
        )
    }

    enum FixtureError: Error {
        case noKey
    }
}

extension IDTokenError {
    /// Any error of a code: errors are equal when their codes are.
    static func code(_ code: ReasonCode) -> IDTokenError {
        IDTokenError(code, message: "")
    }
}

extension JSONMembers {
    /// These members with one replaced, added or (with `nil`) removed.
    func with(_ name: String, _ value: JSONValue?) -> JSONMembers {
        var copy = self
        copy[name] = value
        return copy
    }
}
