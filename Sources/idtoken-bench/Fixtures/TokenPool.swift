internal import IDTokenCore
internal import IDTokenTesting

/// Tokens to be measured with, all different and of the shape of LINE's, and what judges them.
struct TokenPool: Sendable {
    /// Which tokens a pool holds.
    enum Kind: Hashable, Sendable {
        /// ES256 tokens, signed in turn by this many keys.
        case es256(keys: Int)
        /// HS256 tokens by one secret.
        case hs256
        /// HS256 tokens that are good but for their time.
        case hs256Expired
    }

    /// One token with its parts as the floors want them.
    struct Token: Sendable {
        let text: [UInt8]
        let nonce: String
        /// The index of the key that signed it.
        let key: Int
        let signingInput: [UInt8]
        let signature: [UInt8]
    }

    /// The time of judging, 2026-01-01T00:00:00Z.
    static let now = NumericDate(seconds: 1_767_225_600)
    /// How many tokens a pool has unless told otherwise: the largest batch.
    static let usualCount = 4096
    /// The lengths that a token may have: what LINE's tokens have.
    static let tokenBytes = 450...550

    let kind: Kind
    let tokens: [Token]
    /// The JWK Set of the keys.
    let keySet: [UInt8]
    /// The keys as uncompressed points (SEC 1 §2.3.3), in the order of ``Token/key``.
    let publicPoints: [[UInt8]]
    /// The shared secret's characters; LINE's have 32 hexadecimal digits.
    let secret = "0123456789abcdef0123456789abcdef"
    let policy: ValidationPolicy

    /// Mints a pool.
    init(_ kind: Kind, count: Int = usualCount) throws(BenchError) {
        var issuer = TestIssuer(seed: "benchmark")
        var keys: [TestSigningKey] = []
        if case .es256(let keyCount) = kind {
            keys = (0..<keyCount).map { TestSigningKey(seed: "benchmark/\($0)") }
            issuer.publishedKeys = keys
        }
        var tokens: [Token] = []
        for index in 0..<count {
            guard let token = Self.token(index, kind, issuer, keys, secret) else {
                throw BenchError("A token of the fixtures is not in three segments.")
            }
            tokens.append(token)
        }
        var policy = issuer.policy(algorithms: kind.isES256 ? [.es256] : [.hs256])
        policy.nonceRule = .required
        policy.leeway = 300
        self.kind = kind
        self.tokens = tokens
        self.policy = policy
        keySet = issuer.keySet
        publicPoints = keys.map { [4] + $0.x + $0.y }
    }

    /// The whole tokens in one piece of memory.
    var texts: PackedTexts { PackedTexts(tokens.map(\.text)) }

    /// Few different nonces: a caller has just looked up the one that it expects, so that it is near at hand, which
    /// thousands of them would not be.
    private static let nonceCount = 16

    private static func nonce(_ index: Int) -> String {
        let digit = String(index % nonceCount, radix: 16)
        return String(repeating: "n-0S6_WzA2M" + digit, count: 2)
    }

    /// The nonce of each token, as strings of the caller's own: threads that share them would fight for their reference
    /// counts.
    func makeNonces() -> [String] {
        let different = (0..<Self.nonceCount).map(Self.nonce)
        return tokens.indices.map { different[$0 % Self.nonceCount] }
    }

    private static func token(
        _ index: Int,
        _ kind: Kind,
        _ issuer: TestIssuer,
        _ keys: [TestSigningKey],
        _ secret: String
    ) -> Token? {
        let number = String(index + 0x10_0000, radix: 16)
        let subject = "U" + String(repeating: number, count: 6).prefix(32)
        let nonce = Self.nonce(index)
        let isExpired = kind == .hs256Expired
        let issuedAt = now.seconds - 60 - Int64(index % 1000) - (isExpired ? 86_400 : 0)
        let signer: TestSigner = kind.isES256 ? .es256(keys[index % keys.count]) : .hs256(secret)
        var claims = issuer.claims(subject: subject, nonce: nonce, at: issuedAt)
        if kind.isES256 {
            // The SDK's tokens have the longer header and signature, and often no amr.
            claims["amr"] = nil
        } else {
            claims["email"] = .string("taro.line.\(number)@example.com")
        }
        let text = Array(TestToken.compact(header: signer.header, claims: claims, signedBy: signer).utf8)
        let stop = UInt8(ascii: ".")
        guard let last = text.lastIndex(of: stop),
            let signature = Base64URL.decodeReference(text[(last + 1)...])
        else { return nil }
        return Token(
            text: text,
            nonce: nonce,
            key: kind.isES256 ? index % keys.count : 0,
            signingInput: Array(text[..<last]),
            signature: signature
        )
    }
}

extension TokenPool.Kind {
    var isES256: Bool {
        if case .es256 = self { true } else { false }
    }

    var algorithm: SigningAlgorithm { isES256 ? .es256 : .hs256 }

    var keyCount: Int {
        if case .es256(let keys) = self { keys } else { 1 }
    }
}
