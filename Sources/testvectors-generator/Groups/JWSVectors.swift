import IDTokenCore
import IDTokenTesting

/// Compact JWS without claim rules: the examples of RFC 7515 A.1 and A.3, as printed there, whole and damaged.
enum JWSVectors {
    private static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

    static func group() -> VectorGroup {
        var group = VectorGroup(
            "jws",
            about: "compact JWS without claim rules: RFC 7515 A.1 and A.3, whole and damaged"
        )
        addHS256(&group)
        addES256(&group)
        addPayloads(&group)
        return group
    }

    /// A change of a good JWS, and the code of the first rule that it breaks.
    private struct Damage {
        let id: String
        let code: ReasonCode
        let comment: String
        let jws: String

        init(_ id: String, _ code: ReasonCode, _ comment: String, _ segments: [String]) {
            (self.id, self.code, self.comment) = (id, code, comment)
            jws = segments.joined(separator: ".")
        }
    }

    /// What every segment must bear.
    private static func damages(of token: [String]) -> [Damage] {
        let (header, payload, signature) = (token[0], token[1], token[2])
        let respelled = Base64URL.encode((Base64URL.decodeReference(header.utf8) ?? []) + [0x20])
        let none = Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))
        let spare = String(signature.dropLast()) + next(signature.last)
        return [
            Damage(
                "flipped",
                .invalidSignature,
                "another first letter of the signature",
                [header, payload, "A" + signature.dropFirst()]
            ),
            Damage(
                "spare-bits",
                .invalidBase64URL,
                "spare bits of the signature that are not zero",
                [header, payload, spare]
            ),
            Damage("padded", .invalidBase64URL, "padding behind the signature", [header, payload, signature + "="]),
            Damage(
                "cut",
                .invalidBase64URL,
                "the signature without its last four letters",
                [header, payload, String(signature.dropLast(4))]
            ),
            Damage("payload", .invalidSignature, "another payload", [header, "e30", signature]),
            Damage("header", .invalidSignature, "another spelling of the header", [respelled, payload, signature]),
            Damage("two", .malformedToken, "no signature segment", [header, payload]),
            Damage("four", .malformedToken, "a fourth segment", [header, payload, signature, signature]),
            Damage("none", .unsupportedAlgorithm, "alg none", [none, payload, signature]),
            Damage("line-feed", .invalidBase64URL, "a line feed behind it", [header, payload, signature + "\n"]),
        ]
    }

    private static func next(_ letter: Character?) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let index = letter.flatMap { alphabet.firstIndex(of: $0) } ?? 0
        return String(alphabet[index + 1])
    }

    /// RFC 7515 A.1.
    private static func addHS256(_ group: inout VectorGroup) {
        let secret =
            Base64URL.decodeReference(
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow".utf8
            ) ?? []
        let token = [
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9", payload, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        ]
        group.jws("rfc7515-a1", .valid, "RFC 7515 A.1", token.joined(separator: "."), secret: secret)
        for damage in damages(of: token) {
            group.jws(
                "rfc7515-a1-\(damage.id)",
                .invalid,
                "RFC 7515 A.1 with \(damage.comment)",
                damage.jws,
                secret: secret,
                refusal: damage.code
            )
        }
        group.jws(
            "rfc7515-a1-other-secret",
            .invalid,
            "RFC 7515 A.1 by another secret",
            token.joined(separator: "."),
            secret: Array(secret.dropLast())
        )
        group.jws(
            "rfc7515-a1-secret-text",
            .invalid,
            "RFC 7515 A.1 by the letters of its secret",
            token.joined(separator: "."),
            secret: Array(Base64URL.encode(secret).utf8)
        )
        group.jws(
            "rfc7515-a1-public-key",
            .invalid,
            "RFC 7515 A.1 by a public key",
            token.joined(separator: "."),
            jwk: FixedKeys.primary.publicJWK,
            refusal: .unsupportedAlgorithm
        )
    }

    /// RFC 7515 A.3.
    private static func addES256(_ group: inout VectorGroup) {
        let key: JSONMembers = [
            "kty": .string("EC"), "crv": .string("P-256"), "x": .string("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
            "y": .string("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
        ]
        let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        let token = ["eyJhbGciOiJFUzI1NiJ9", payload, signature]
        group.jws("rfc7515-a3", .valid, "RFC 7515 A.3", token.joined(separator: "."), jwk: key)
        for damage in damages(of: token) {
            group.jws(
                "rfc7515-a3-\(damage.id)",
                .invalid,
                "RFC 7515 A.3 with \(damage.comment)",
                damage.jws,
                jwk: key,
                refusal: damage.code
            )
        }
        let decoded = Base64URL.decodeReference(signature.utf8) ?? []
        let (r, s) = (Array(decoded.prefix(32)), Array(decoded.suffix(32)))
        func signed(_ bytes: [UInt8]) -> String { (token.prefix(2) + [Base64URL.encode(bytes)]).joined(separator: ".") }
        group.jws(
            "rfc7515-a3-twin",
            .valid,
            "the twin (r, n − s)",
            signed(r + P256.difference(P256.order, s)),
            jwk: key
        )
        group.jws("rfc7515-a3-der", .invalid, "its signature in DER", signed(SignatureVectors.der(decoded)), jwk: key)
        group.jws("rfc7515-a3-swapped", .invalid, "s before r", signed(s + r), jwk: key)
        group.jws(
            "rfc7515-a3-other-key",
            .invalid,
            "RFC 7515 A.3 by another key",
            token.joined(separator: "."),
            jwk: FixedKeys.primary.publicJWK
        )
        group.jws(
            "rfc7515-a3-secret",
            .invalid,
            "RFC 7515 A.3 by a secret",
            token.joined(separator: "."),
            secret: Array(FixedKeys.secret.utf8),
            refusal: .unsupportedAlgorithm
        )
    }

    /// A payload need not be JSON where no claim is judged.
    private static func addPayloads(_ group: inout VectorGroup) {
        let key = FixedKeys.primary
        let header = Array(#"{"alg":"ES256"}"#.utf8)
        for (id, payload) in [
            ("text", Array("Payload".utf8)), ("bytes", [0, 0xFF, 0x80]), ("array", Array("[]".utf8)),
        ] {
            let token = TestToken.compact(header: header, payload: payload, signedBy: .es256(key))
            group.jws("payload-\(id)", .valid, "a payload that is no JSON object (\(id))", token, jwk: key.publicJWK)
        }
        let headers: [(id: String, code: ReasonCode, comment: String, text: String)] = [
            ("crit", .criticalHeader, "crit", #"{"alg":"ES256","crit":["exp"],"exp":1}"#),
            ("duplicate", .duplicateMember, "alg twice", #"{"alg":"ES256","alg":"ES256"}"#),
            ("kid-number", .malformedToken, "a kid that is a number", #"{"alg":"ES256","kid":1}"#),
            ("no-alg", .unsupportedAlgorithm, "no alg", "{}"),
            ("array", .malformedToken, "an array as header", #"["ES256"]"#),
            ("trailing", .malformedToken, "a letter behind the header", #"{"alg":"ES256"}x"#),
        ]
        for other in headers {
            let token = TestToken.compact(
                header: Array(other.text.utf8),
                payload: Array("x".utf8),
                signedBy: .es256(key)
            )
            group.jws(
                "header-\(other.id)",
                .invalid,
                "a good signature under \(other.comment)",
                token,
                jwk: key.publicJWK,
                refusal: other.code
            )
        }
    }
}
