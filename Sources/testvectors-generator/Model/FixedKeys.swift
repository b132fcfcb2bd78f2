import IDTokenCore
import IDTokenTesting

/// The keys and secrets of all vectors, made for tests from labelled seeds.
enum FixedKeys {
    /// The key that signs unless a case says otherwise.
    static let primary = key("primary")
    static let second = key("second")
    static let third = key("third")
    /// A key that no key set holds.
    static let attacker = key("attacker")

    /// A channel secret of the shape of LINE's: 32 characters, used as they are.
    static let secret = "00112233445566778899aabbccddeeff"

    static func key(_ label: String) -> TestSigningKey {
        TestSigningKey(seed: "testvectors/\(label)")
    }

    /// A JWK Set of some keys.
    static func set(_ keys: TestSigningKey...) -> JSONValue {
        set(keys.map(\.publicJWK.value))
    }

    /// A JWK Set of entries of any kind.
    static func set(_ entries: [JSONValue]) -> JSONValue {
        JSONMembers(dictionaryLiteral: ("keys", .array(entries))).value
    }

    /// A key of another kind than ES256's, under a name.
    static func other(_ kind: OtherKind, named keyIdentifier: String) -> JSONMembers {
        var members: JSONMembers =
            switch kind {
            case .rsa:
                [
                    "kty": .string("RSA"), "e": .string("AQAB"),
                    "n": .string(Base64URL.encode([0xC3] + filler("modulus", count: 254) + [0x01])),
                ]
            case .oct: ["kty": .string("oct"), "k": .string(Base64URL.encode(Array(secret.utf8)))]
            case .okp:
                [
                    "kty": .string("OKP"), "crv": .string("Ed25519"),
                    "x": .string(Base64URL.encode(filler("ed", count: 32))),
                ]
            case .p384:
                [
                    "kty": .string("EC"), "crv": .string("P-384"),
                    "x": .string(Base64URL.encode(filler("x", count: 48))),
                    "y": .string(Base64URL.encode(filler("y", count: 48))),
                ]
            case .mlDSA:
                [
                    "kty": .string("AKP"), "alg": .string("ML-DSA-44"),
                    "pub": .string(Base64URL.encode(filler("pq", count: 96))),
                ]
            }
        members["kid"] = .string(keyIdentifier)
        return members
    }

    enum OtherKind: CaseIterable {
        case rsa, oct, okp, p384, mlDSA
    }

    /// Bytes that look random and are always the same.
    static func filler(_ label: String, count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = Array("testvectors/filler/\(label)".utf8)
        while bytes.count < count {
            block = Digests.sha256(block)
            bytes += block
        }
        return Array(bytes.prefix(count))
    }
}
