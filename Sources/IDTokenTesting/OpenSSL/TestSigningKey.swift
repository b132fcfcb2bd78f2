internal import COpenSSL
public import IDTokenCore

/// An ES256 signing key for tests (RFC 7518 §3.4), made from fixed bytes.
///
/// Signatures are deterministic (RFC 6979): the same key and message give the same bytes in every run. Signing takes
/// about 50 µs and is **not** constant-time; never use such a key for anything but tests.
@safe
public final class TestSigningKey: Sendable, CustomStringConvertible {
    /// The `kid` under which the key is published: unless told otherwise the thumbprint as 64 hexadecimal digits, which
    /// is the shape of LINE's.
    public let keyIdentifier: String
    /// The public key's x, 32 bytes.
    public let x: [UInt8]
    /// The public key's y, 32 bytes.
    public let y: [UInt8]

    private let scalar: [UInt8]

    /// Makes a key from a private scalar of 32 bytes, the most significant first.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` unless it is in 1 ..< n.
    public init(privateScalar: [UInt8], keyIdentifier: String? = nil) throws(IDTokenError) {
        guard privateScalar.count == 32, Self.isScalar(privateScalar),
            let point = P256.multiplyGenerator(by: privateScalar)
        else {
            throw IDTokenError(
                .invalidKey,
                expected: "32 bytes in 1 ..< n",
                message: "The private scalar is not one of P-256."
            )
        }
        (scalar, x, y) = (privateScalar, point.x, point.y)
        self.keyIdentifier = keyIdentifier ?? Self.hexadecimal(Self.thumbprintBytes(point))
    }

    /// Makes a key from any text; the same text gives the same key.
    public init(seed: String, keyIdentifier: String? = nil) {
        // Out of range only once in 2^32; then the digest is hashed again.
        var candidate = Digests.sha256(Array("swift-id-token test key: \(seed)".utf8))
        while !Self.isScalar(candidate) { candidate = Digests.sha256(candidate) }
        guard let point = P256.multiplyGenerator(by: candidate) else { fatalError("OpenSSL cannot multiply.") }
        (scalar, x, y) = (candidate, point.x, point.y)
        self.keyIdentifier = keyIdentifier ?? Self.hexadecimal(Self.thumbprintBytes(point))
    }

    /// The same key under another name.
    public func named(_ keyIdentifier: String) -> TestSigningKey {
        TestSigningKey(renaming: self, keyIdentifier)
    }

    private init(renaming key: TestSigningKey, _ keyIdentifier: String) {
        (scalar, x, y, self.keyIdentifier) = (key.scalar, key.x, key.y, keyIdentifier)
    }

    /// The RFC 7638 thumbprint as base64url.
    public var thumbprint: String {
        Base64URL.encode(Self.thumbprintBytes(P256.Point(x: x, y: y)))
    }

    /// The members of the public JWK (RFC 7518 §6.2.1) in the order in which LINE writes them.
    public var publicJWK: JSONMembers {
        [
            "kty": .string("EC"), "alg": .string("ES256"), "use": .string("sig"), "crv": .string("P-256"),
            "x": .string(Base64URL.encode(x)), "y": .string(Base64URL.encode(y)), "kid": .string(keyIdentifier),
        ]
    }

    /// Names the key by its public identifier.
    public var description: String { "TestSigningKey(\(keyIdentifier))" }

    /// Signs a message: r ‖ s, 64 bytes (RFC 7518 §3.4).
    public func signature(of message: [UInt8]) -> [UInt8] {
        signature(ofDigest: Digests.sha256(message))
    }

    /// Signs a digest of 32 bytes (FIPS 186-5 §6.4.1 with the k of RFC 6979).
    package func signature(ofDigest digest: [UInt8]) -> [UInt8] {
        guard let context = unsafe BN_CTX_new(), let order = unsafe EC_GROUP_get0_order(P256.group),
            let point = unsafe EC_POINT_new(P256.group)
        else { fatalError("OpenSSL has no memory for a signature.") }
        defer {
            unsafe EC_POINT_free(point)
            unsafe BN_CTX_free(context)
        }
        let key = BigNumber(scalar)
        let e = BigNumber(digest)
        let r = BigNumber()
        let s = BigNumber()
        guard unsafe BN_nnmod(e.handle, e.handle, order, context) == 1 else { fatalError("OpenSSL cannot reduce.") }
        var nonces = DeterministicNonce(scalar: scalar, digest: e.bytes)
        repeat {
            let k = BigNumber(nonces.next())
            // r = x(k·G) mod n; s = (e + r·d) / k mod n.
            let isComputed =
                unsafe EC_POINT_mul(P256.group, point, k.handle, nil, nil, context) == 1
                && EC_POINT_get_affine_coordinates(P256.group, point, r.handle, nil, context) == 1
                && BN_nnmod(r.handle, r.handle, order, context) == 1
                && BN_mod_inverse(k.handle, k.handle, order, context) != nil
                && BN_mod_mul(s.handle, r.handle, key.handle, order, context) == 1
                && BN_mod_add(s.handle, s.handle, e.handle, order, context) == 1
                && BN_mod_mul(s.handle, s.handle, k.handle, order, context) == 1
            guard isComputed else { fatalError("OpenSSL cannot sign.") }
        } while r.isZero || s.isZero
        return r.bytes + s.bytes
    }

    /// Whether 32 bytes are a number in 1 ..< n.
    static func isScalar(_ bytes: [UInt8]) -> Bool {
        bytes.contains { $0 != 0 } && bytes.lexicographicallyPrecedes(P256.order)
    }

    /// The digest of the required members in lexicographic order (RFC 7638 §3).
    private static func thumbprintBytes(_ point: P256.Point) -> [UInt8] {
        let (x, y) = (Base64URL.encode(point.x), Base64URL.encode(point.y))
        return Digests.sha256(Array(#"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#.utf8))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
