import IDTokenCore
import IDTokenTesting

/// Authentication codes alone (RFC 2104, RFC 4231, RFC 7518 §3.2).
enum HS256Vectors {
    static func group() -> VectorGroup {
        var group = VectorGroup("hs256", about: "HMAC-SHA-256 alone: the cases of RFC 4231, key lengths, damaged codes")
        addPublished(&group)
        addKeyLengths(&group)
        addDamage(&group)
        return group
    }

    /// RFC 4231 §4.2 to §4.8.
    private static func addPublished(_ group: inout VectorGroup) {
        let cases: [(id: String, secret: [UInt8], message: [UInt8], code: String)] = [
            (
                "1", [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                "2", Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                "3", [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                "4", Array(1...25), [UInt8](repeating: 0xCD, count: 50),
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
            ),
            (
                "6", [UInt8](repeating: 0xAA, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                "7", [UInt8](repeating: 0xAA, count: 131),
                Array("This is a test using a larger than block-size key and a larger than block-size data. ".utf8)
                    + Array("The key needs to be hashed before being used by the HMAC algorithm.".utf8),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
        ]
        for published in cases {
            group.hs256(
                "rfc4231-\(published.id)",
                .valid,
                "RFC 4231, test case \(published.id)",
                secret: published.secret,
                message: published.message,
                code: bytes(published.code)
            )
            group.hs256(
                "rfc4231-\(published.id)-damaged",
                .invalid,
                "the same with another last bit",
                secret: published.secret,
                message: published.message,
                code: flipped(bytes(published.code), at: 31)
            )
        }
        group.hs256(
            "rfc4231-5",
            .invalid,
            "RFC 4231, test case 5: a code cut to 16 bytes is none of HS256",
            secret: [UInt8](repeating: 0x0C, count: 20),
            message: Array("Test With Truncation".utf8),
            code: bytes("a3b6167473100ee06e0c796c2955552b")
        )
    }

    private static func addKeyLengths(_ group: inout VectorGroup) {
        let message = Array("eyJhbGciOiJIUzI1NiJ9.e30".utf8)
        for count in [1, 16, 31, 32, 33, 63, 64, 65, 128, 200] {
            let secret = FixedKeys.filler("secret", count: count)
            let code = Digests.hmacSHA256(key: secret, message)
            group.hs256(
                "key-\(count)",
                .valid,
                "a secret of \(count) bytes",
                secret: secret,
                message: message,
                code: code
            )
            group.hs256(
                "key-\(count)-other",
                .invalid,
                "a secret of \(count) bytes of which the last is another",
                secret: flipped(secret, at: count - 1),
                message: message,
                code: code
            )
        }
        let secret = FixedKeys.filler("secret", count: 65)
        group.hs256(
            "key-digest",
            .valid,
            "a secret longer than a block is hashed first: its digest is the same secret",
            secret: Digests.sha256(secret),
            message: message,
            code: Digests.hmacSHA256(key: secret, message)
        )
        let short = FixedKeys.filler("secret", count: 20)
        group.hs256(
            "key-zero-behind",
            .valid,
            "HMAC fills a short secret with zeros: a zero byte behind it changes nothing",
            secret: short + [0],
            message: message,
            code: Digests.hmacSHA256(key: short, message)
        )
        group.hs256(
            "key-zero-before",
            .invalid,
            "a zero byte before the secret makes another one",
            secret: [0] + short,
            message: message,
            code: Digests.hmacSHA256(key: short, message)
        )
        group.hs256(
            "key-cut-to-block",
            .invalid,
            "the first 64 of 65 bytes are another secret",
            secret: Array(secret.prefix(64)),
            message: message,
            code: Digests.hmacSHA256(key: secret, message)
        )
        group.hs256(
            "key-empty",
            .invalid,
            "an empty secret is refused, though HMAC has a code for it",
            secret: [],
            message: message,
            code: Digests.hmacSHA256(key: [], message),
            refusal: .invalidKey
        )
        group.hs256(
            "message-empty",
            .valid,
            "an empty message",
            secret: short,
            message: [],
            code: Digests.hmacSHA256(key: short, [])
        )
        for count in [55, 56, 63, 64, 65, 119, 4_096] {
            let message = FixedKeys.filler("message", count: count)
            group.hs256(
                "message-\(count)",
                .valid,
                "a message of \(count) bytes",
                secret: short,
                message: message,
                code: Digests.hmacSHA256(key: short, message)
            )
            group.hs256(
                "message-\(count)-other",
                .invalid,
                "a message of \(count) bytes of which the last is another",
                secret: short,
                message: flipped(message, at: count - 1),
                code: Digests.hmacSHA256(key: short, message)
            )
        }
    }

    private static func addDamage(_ group: inout VectorGroup) {
        let (secret, message) = (Array(FixedKeys.secret.utf8), Array("e30.e30".utf8))
        let code = Digests.hmacSHA256(key: secret, message)
        let damages: [(id: String, comment: String, code: [UInt8])] = [
            ("empty", "no code", []), ("1", "its first byte", Array(code.prefix(1))),
            ("16", "its first half", Array(code.prefix(16))),
            ("31", "without its last byte", Array(code.prefix(31))), ("33", "with a zero byte behind", code + [0]),
            ("64", "twice", code + code), ("zeros", "32 zeros", [UInt8](repeating: 0, count: 32)),
            ("bit-first", "its first bit is another", flipped(code, at: 0)),
            ("bit-middle", "a bit inside is another", flipped(code, at: 15)),
            ("reversed", "backwards", code.reversed()), ("digest", "a plain digest", Digests.sha256(secret + message)),
            ("swapped", "the code of the secret by the message", Digests.hmacSHA256(key: message, secret)),
        ]
        for damage in damages {
            group.hs256(
                "code-\(damage.id)",
                .invalid,
                "the code: \(damage.comment)",
                secret: secret,
                message: message,
                code: damage.code
            )
        }
    }

    private static func flipped(_ bytes: [UInt8], at offset: Int) -> [UInt8] {
        var bytes = bytes
        bytes[offset] ^= 1
        return bytes
    }
}
