public import IDTokenCore

/// An OpenID provider for tests: it mints ID tokens and publishes the keys that judge them, without network or clock.
///
/// ```swift
/// let issuer = TestIssuer()
/// let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
/// let token = issuer.token(nonce: "n-1", at: 1_767_225_600)
/// try validator.validate(token, nonce: "n-1", at: NumericDate(seconds: 1_767_225_600))
/// ```
///
/// What it says unless told otherwise is what LINE says. The same seed gives the same keys and tokens in every run.
public struct TestIssuer: Sendable {
    /// The `iss` of its tokens.
    public var issuer: String
    /// The `aud` of its tokens.
    public var audience: String
    /// Seconds from `iat` to `exp`.
    public var lifetime: Int64
    /// The keys it publishes, in their order. Change them to publish more, fewer or none.
    public var publishedKeys: [TestSigningKey]
    /// The key it signs ES256 tokens by.
    public private(set) var signingKey: TestSigningKey

    private let seed: String
    private var rotations = 0

    /// A user identifier of the shape of LINE's.
    public static let defaultSubject = "U0123456789abcdef0123456789abcdef"

    /// Makes an issuer with one key.
    public init(
        issuer: String = "https://access.line.me",
        audience: String = "1234567890",
        lifetime: Int64 = 3600,
        seed: String = "issuer"
    ) {
        (self.issuer, self.audience, self.lifetime, self.seed) = (issuer, audience, lifetime, seed)
        signingKey = TestSigningKey(seed: "\(seed)/0")
        publishedKeys = [signingKey]
    }

    /// A policy that accepts its ES256 tokens, and HS256 tokens as well if asked; a nonce is compared where one is
    /// given.
    public func policy(algorithms: Set<SigningAlgorithm> = [.es256]) -> ValidationPolicy {
        ValidationPolicy(
            issuer: issuer,
            audiences: [audience],
            algorithms: algorithms,
            nonceRule: .uncheckedUnlessGiven
        )
    }

    // MARK: Keys

    /// The JWK Set of the published keys as JSON text in UTF-8 (RFC 7517 §5).
    public var keySet: [UInt8] {
        let keys = JSONValue.array(publishedKeys.map(\.publicJWK.value))
        return Array(JSONMembers([JSONObjectMember(name: "keys", value: keys)]).text.utf8)
    }

    /// Signs by a new key from now on, and publishes it.
    ///
    /// - Parameter isOldKept: Whether the keys published before stay published, as in a planned rotation; otherwise
    ///   they are withdrawn, as after a compromise.
    public mutating func rotateKey(keepingOld isOldKept: Bool = true) {
        rotations += 1
        signingKey = TestSigningKey(seed: "\(seed)/\(rotations)")
        publishedKeys = (isOldKept ? publishedKeys : []) + [signingKey]
    }

    // MARK: Tokens

    /// The claims of a good token, to be changed as a test wishes and signed by ``TestToken``.
    ///
    /// - Parameter issuedAt: `iat` in seconds since 1970.
    public func claims(
        subject: String = defaultSubject,
        nonce: String? = nil,
        at issuedAt: Int64
    ) -> JSONMembers {
        var claims: JSONMembers = [
            "iss": .string(issuer), "sub": .string(subject), "aud": .string(audience),
            "exp": .number(String(issuedAt + lifetime)), "iat": .number(String(issuedAt)),
        ]
        claims["nonce"] = nonce.map { .string($0) }
        claims["amr"] = .array([.string("linesso")])
        claims["name"] = .string("Taro Line")
        claims["picture"] = .string("https://profile.line-scdn.net/0h0123456789abcdef")
        return claims
    }

    /// Mints an ES256 token, as LINE does for native apps and LIFF.
    ///
    /// - Parameters:
    ///   - issuedAt: `iat` in seconds since 1970.
    ///   - key: The key to sign by and to name; ``signingKey`` unless told otherwise.
    ///   - change: Changes the header and the claims before they are signed.
    public func token(
        subject: String = defaultSubject,
        nonce: String? = nil,
        at issuedAt: Int64,
        by key: TestSigningKey? = nil,
        changing change: (_ header: inout JSONMembers, _ claims: inout JSONMembers) -> Void = { _, _ in }
    ) -> String {
        token(.es256(key ?? signingKey), claims(subject: subject, nonce: nonce, at: issuedAt), change)
    }

    /// Mints an HS256 token, as LINE does for web login.
    ///
    /// - Parameters:
    ///   - issuedAt: `iat` in seconds since 1970.
    ///   - secret: The shared secret's characters.
    ///   - change: Changes the header and the claims before they are signed.
    public func token(
        subject: String = defaultSubject,
        nonce: String? = nil,
        at issuedAt: Int64,
        secret: String,
        changing change: (_ header: inout JSONMembers, _ claims: inout JSONMembers) -> Void = { _, _ in }
    ) -> String {
        token(.hs256(secret), claims(subject: subject, nonce: nonce, at: issuedAt), change)
    }

    private func token(
        _ signer: TestSigner,
        _ claims: JSONMembers,
        _ change: (inout JSONMembers, inout JSONMembers) -> Void
    ) -> String {
        var (header, claims) = (signer.header, claims)
        change(&header, &claims)
        return TestToken.compact(header: header, claims: claims, signedBy: signer)
    }
}
