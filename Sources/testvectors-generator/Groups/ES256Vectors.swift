import IDTokenCore
import IDTokenTesting

/// ES256 signatures alone (FIPS 186-5 §6.4, RFC 7518 §3.4): ranges, encodings, keys.
///
/// The cases that need arithmetic to be met are in ``ES256EdgeVectors``.
enum ES256Vectors {
    private static let key = FixedKeys.primary
    private static let message = Array("a message to be signed".utf8)

    static func group() -> VectorGroup {
        var group = VectorGroup(
            "es256",
            about: "ES256 alone: RFC 6979 A.2.5, ranges of r and s, DER, unusable keys, and the edges of the arithmetic"
        )
        addPublished(&group)
        addRanges(&group)
        addLengths(&group)
        addMessages(&group)
        addKeys(&group)
        ES256EdgeVectors.add(to: &group)
        return group
    }

    /// The members of a key that are needed and no other.
    static func jwk(_ point: P256.Point) -> JSONMembers {
        [
            "kty": .string("EC"), "crv": .string("P-256"), "x": .string(Base64URL.encode(point.x)),
            "y": .string(Base64URL.encode(point.y)),
        ]
    }

    private static var point: P256.Point { P256.Point(x: key.x, y: key.y) }

    /// RFC 6979 A.2.5, as printed there.
    private static func addPublished(_ group: inout VectorGroup) {
        let point = P256.Point(
            x: bytes("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"),
            y: bytes("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
        )
        let published: [(message: String, signature: String)] = [
            (
                "sample",
                "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                    + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
            ),
            (
                "test",
                "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
                    + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
            ),
        ]
        for (index, one) in published.enumerated() {
            let other = published[1 - index].message
            let signature = bytes(one.signature)
            group.es256(
                "rfc6979-\(one.message)",
                .valid,
                "RFC 6979 A.2.5, “\(one.message)”",
                jwk: jwk(point),
                message: Array(one.message.utf8),
                signature: signature
            )
            group.es256(
                "rfc6979-\(one.message)-other-message",
                .invalid,
                "the same over “\(other)”",
                jwk: jwk(point),
                message: Array(other.utf8),
                signature: signature
            )
            group.es256(
                "rfc6979-\(one.message)-other-key",
                .invalid,
                "the same by another key",
                jwk: jwk(Self.point),
                message: Array(one.message.utf8),
                signature: signature
            )
        }
    }

    private static func addRanges(_ group: inout VectorGroup) {
        let signature = key.signature(of: message)
        let (r, s) = (Array(signature.prefix(32)), Array(signature.suffix(32)))
        let one = ES256EdgeVectors.number(1)
        let numbers: [(id: String, comment: String, value: [UInt8])] = [
            ("0", "0", ES256EdgeVectors.number(0)), ("1", "1", one), ("2", "2", ES256EdgeVectors.number(2)),
            ("n-minus-1", "n − 1", P256.difference(P256.order, one)), ("n", "n", P256.order),
            ("n-plus-1", "n + 1", P256.sum(P256.order, one)), ("p-minus-1", "p − 1", P256.difference(P256.prime, one)),
            ("p", "p", P256.prime), ("p-plus-1", "p + 1", P256.sum(P256.prime, one)),
            ("largest", "2^256 − 1", [UInt8](repeating: 0xFF, count: 32)),
        ]
        for number in numbers {
            raw(&group, "r-\(number.id)", .invalid, "r is \(number.comment)", number.value + s)
            raw(&group, "s-\(number.id)", .invalid, "s is \(number.comment)", r + number.value)
            raw(&group, "r-and-s-\(number.id)", .invalid, "r and s are \(number.comment)", number.value + number.value)
        }
        raw(&group, "r-0-s-n", .invalid, "r is 0 and s is n", ES256EdgeVectors.number(0) + P256.order)
        raw(&group, "good", .valid, "the signature itself", signature)
        raw(&group, "twin", .valid, "the twin (r, n − s)", r + P256.difference(P256.order, s))
        raw(&group, "negated-r", .invalid, "(n − r, s)", P256.difference(P256.order, r) + s)
        raw(
            &group,
            "negated-both",
            .invalid,
            "(n − r, n − s)",
            P256.difference(P256.order, r) + P256.difference(P256.order, s)
        )
        raw(&group, "inverted-s", .invalid, "(r, 1/s)", r + P256.inverseModuloOrder(s))
        raw(&group, "swapped", .invalid, "(s, r)", s + r)
        raw(&group, "next-r", .invalid, "(r + 1, s)", P256.sumModuloOrder(r, one) + s)
        raw(&group, "next-s", .invalid, "(r, s + 1)", r + P256.sumModuloOrder(s, one))
        raw(
            &group,
            "little-endian",
            .invalid,
            "r and s with the least significant byte first",
            r.reversed() + s.reversed()
        )
    }

    private static func addLengths(_ group: inout VectorGroup) {
        let signature = key.signature(of: message)
        for count in [0, 1, 32, 63] {
            raw(&group, "length-\(count)", .invalid, "the first \(count) bytes", Array(signature.prefix(count)))
        }
        raw(&group, "length-63-cut-before", .invalid, "without the first byte", Array(signature.dropFirst()))
        raw(&group, "length-65", .invalid, "a zero byte behind", signature + [0])
        raw(&group, "length-65-before", .invalid, "a zero byte before", [0] + signature)
        raw(
            &group,
            "length-66",
            .invalid,
            "a zero byte before r and before s",
            [0] + signature.prefix(32) + [0] + signature.suffix(32)
        )
        raw(
            &group,
            "length-96",
            .invalid,
            "48 bytes for each, as of ES384",
            zeros(16) + signature.prefix(32) + zeros(16) + signature.suffix(32)
        )
        raw(&group, "length-128", .invalid, "the signature twice", signature + signature)
        let der = SignatureVectors.der(signature)
        raw(&group, "der", .invalid, "DER", der)
        raw(&group, "der-cut", .invalid, "the first 64 bytes of DER", Array(der.prefix(64)))
        raw(&group, "der-last", .invalid, "the last 64 bytes of DER", Array(der.suffix(64)))
        raw(&group, "der-of-zeros", .invalid, "DER of two zeros", [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00])
        raw(&group, "der-of-ones", .invalid, "DER of two ones", [0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01])
    }

    private static func addMessages(_ group: inout VectorGroup) {
        for (id, text) in [("empty", []), ("one-byte", [0]), ("long", FixedKeys.filler("long message", count: 5_000))] {
            let signature = key.signature(of: text)
            group.es256(
                "message-\(id)",
                .valid,
                "a message of \(text.count) bytes",
                jwk: jwk(point),
                message: text,
                signature: signature
            )
            group.es256(
                "message-\(id)-longer",
                .invalid,
                "the same and a zero byte behind the message",
                jwk: jwk(point),
                message: text + [0],
                signature: signature
            )
        }
        let digest = Digests.sha256(message)
        group.es256(
            "message-is-digest",
            .invalid,
            "the digest in place of the message",
            jwk: jwk(point),
            message: digest,
            signature: key.signature(of: message)
        )
        group.es256(
            "digest-of-digest",
            .invalid,
            "a signature over the digest of the digest",
            jwk: jwk(point),
            message: message,
            signature: key.signature(of: digest)
        )
    }

    /// Keys that cannot be used: whatever the signature, it does not verify.
    private static func addKeys(_ group: inout VectorGroup) {
        let signature = key.signature(of: message)
        let (x, y) = (key.x, key.y)
        var off = y
        off[31] ^= 1
        let points: [(id: String, comment: String, x: [UInt8], y: [UInt8])] = [
            ("off-curve", "off the curve", x, off), ("swapped", "x and y swapped", y, x),
            ("zeros", "both zero", zeros(32), zeros(32)), ("x-p", "x is p", P256.prime, y),
            ("y-p", "y is p", x, P256.prime),
            ("largest", "both 2^256 − 1", [UInt8](repeating: 0xFF, count: 32), [UInt8](repeating: 0xFF, count: 32)),
            ("x-31", "x of 31 bytes", Array(x.dropFirst()), y), ("x-33", "x of 33 bytes, the first one 1", [1] + x, y),
            ("empty", "both empty", [], []),
        ]
        for one in points {
            group.es256(
                "key-\(one.id)",
                .invalid,
                "a key whose point is \(one.comment)",
                jwk: jwk(P256.Point(x: one.x, y: one.y)),
                message: message,
                signature: signature,
                refusal: .invalidKey
            )
        }
        let others: [(id: String, comment: String, point: P256.Point)] = [
            ("negated", "−Q in place of Q", P256.negate(point)),
            ("other", "another key", P256.Point(x: FixedKeys.second.x, y: FixedKeys.second.y)),
        ]
        for other in others {
            group.es256(
                "key-\(other.id)",
                .invalid,
                "a key whose point is \(other.comment)",
                jwk: jwk(other.point),
                message: message,
                signature: signature
            )
        }
        group.es256(
            "key-x-33-zero",
            .valid,
            "x of 33 bytes, the first one zero",
            jwk: jwk(P256.Point(x: [0] + x, y: y)),
            message: message,
            signature: signature
        )
        let members: [(id: String, comment: String, name: String, value: JSONValue?)] = [
            ("kty", "kty RSA", "kty", .string("RSA")), ("kty-missing", "no kty", "kty", nil),
            ("crv", "crv P-384", "crv", .string("P-384")), ("crv-missing", "no crv", "crv", nil),
            ("use", "use enc", "use", .string("enc")), ("alg", "alg ES384", "alg", .string("ES384")),
            ("key-ops", "key_ops sign", "key_ops", .array([.string("sign")])), ("y-missing", "no y", "y", nil),
        ]
        for member in members {
            var entry = jwk(point)
            entry[member.name] = member.value
            group.es256(
                "jwk-\(member.id)",
                .invalid,
                "a key with \(member.comment)",
                jwk: entry,
                message: message,
                signature: signature,
                refusal: .invalidKey
            )
        }
        for kind in FixedKeys.OtherKind.allCases {
            group.es256(
                "jwk-\(kind)",
                .invalid,
                "a key of another kind (\(kind))",
                jwk: FixedKeys.other(kind, named: "other"),
                message: message,
                signature: signature,
                refusal: .invalidKey
            )
        }
    }

    private static func raw(
        _ group: inout VectorGroup,
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ comment: String,
        _ signature: [UInt8]
    ) {
        group.es256(id, expectation, comment, jwk: jwk(point), message: message, signature: signature)
    }

    private static func zeros(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: count)
    }
}
