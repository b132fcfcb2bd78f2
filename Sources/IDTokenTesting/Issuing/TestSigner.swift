internal import IDTokenCore

/// What a test token is signed by.
public enum TestSigner: Sendable {
    /// A key pair, for ES256.
    case es256(TestSigningKey)
    /// The bytes of a shared secret, for HS256.
    case hs256([UInt8])

    /// The characters of a shared secret as UTF-8, for HS256.
    public static func hs256(_ characters: String) -> TestSigner {
        .hs256(Array(characters.utf8))
    }

    /// The header that LINE writes for this algorithm: without `kid` for HS256.
    public var header: JSONMembers {
        switch self {
        case .es256(let key): ["kid": .string(key.keyIdentifier), "typ": .string("JWT"), "alg": .string("ES256")]
        case .hs256: ["typ": .string("JWT"), "alg": .string("HS256")]
        }
    }

    /// Signs any bytes.
    public func signature(of message: [UInt8]) -> [UInt8] {
        switch self {
        case .es256(let key): key.signature(of: message)
        case .hs256(let secret): Digests.hmacSHA256(key: secret, message)
        }
    }
}
