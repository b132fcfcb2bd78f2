import IDTokenCore
import IDTokenTesting

/// The protected header: algorithm, critical extensions, type, key identifier and what is never followed.
enum HeaderVectors {
    static func group() -> VectorGroup {
        var group = VectorGroup(
            "header",
            about: "alg, crit, typ and kid; algorithm confusion; jku, jwk, x5u and x5c are never followed"
        )
        addAlgorithms(&group)
        addConfusion(&group)
        addCritical(&group)
        addTypes(&group)
        addKeyIdentifiers(&group)
        addIgnoredMembers(&group)
        return group
    }

    private static func addAlgorithms(_ group: inout VectorGroup) {
        let spellings = [
            "none", "None", "NONE", "nOnE", "none ", "RS256", "RS384", "PS256", "ES384", "ES512", "ES256K", "EdDSA",
            "HS384", "HS512", "HS1", "es256", "Es256", "ES256 ", " ES256", "ES256\u{0}", "ES25", "ES2566", "", "ＥＳ256",
            "dir", "A128KW", "RSA-OAEP",
        ]
        for (index, spelling) in spellings.enumerated() {
            group.refuse("alg-\(index + 1)", .unsupportedAlgorithm, "alg is “\(spelling)”") {
                $0.header["alg"] = .string(spelling)
            }
        }
        let values: [(id: String, value: JSONValue)] = [
            ("null", .null), ("number", .number("256")), ("true", .bool(true)),
            ("array", .array([.string("ES256")])),
            ("object", JSONMembers(dictionaryLiteral: ("alg", .string("ES256"))).value),
        ]
        for value in values {
            group.refuse("alg-\(value.id)", .unsupportedAlgorithm, "alg is \(value.value.text), no string") {
                $0.header["alg"] = value.value
            }
        }
        group.refuse("alg-missing", .unsupportedAlgorithm, "no alg") { $0.header["alg"] = nil }
        group.refuse("alg-missing-hs256", .unsupportedAlgorithm, "no alg, signed by the shared secret") {
            $0.useSecret()
            $0.header["alg"] = nil
        }
        group.refuse("alg-capital-name", .unsupportedAlgorithm, "ALG in place of alg") {
            $0.header["alg"] = nil
            $0.header["ALG"] = .string("ES256")
        }
        group.refuse("alg-hs256-lower", .unsupportedAlgorithm, "hs256 in lower case, signed by the shared secret") {
            $0.useSecret()
            $0.header["alg"] = .string("hs256")
        }
        group.refuse("alg-rs256-key", .unsupportedAlgorithm, "RS256 naming an RSA key of the set") {
            $0.keys = FixedKeys.set([FixedKeys.primary.publicJWK.value, FixedKeys.other(.rsa, named: "rsa").value])
            $0.header["kid"] = .string("rsa")
            $0.header["alg"] = .string("RS256")
        }
        group.refuse("alg-none-both", .unsupportedAlgorithm, "none where both algorithms are allowed") {
            $0.secret = FixedKeys.secret
            $0.header["alg"] = .string("none")
        }
    }

    /// The algorithm follows from what is configured, and each key serves one algorithm only.
    private static func addConfusion(_ group: inout VectorGroup) {
        group.refuse("hs256-without-secret", .unsupportedAlgorithm, "a good HS256 token where only keys are configured")
        {
            let keys = $0.keys
            $0.useSecret()
            ($0.keys, $0.secret) = (keys, nil)
        }
        group.refuse(
            "es256-without-keys",
            .unsupportedAlgorithm,
            "a good ES256 token where only a secret is configured"
        ) {
            ($0.keys, $0.secret) = (nil, FixedKeys.secret)
        }
        let key = FixedKeys.primary
        let publicForms: [(id: String, comment: String, bytes: [UInt8])] = [
            ("point", "the public point as 65 bytes", [4] + key.x + key.y),
            ("coordinates", "the public coordinates as 64 bytes", key.x + key.y),
            ("jwk", "the text of the public JWK", Array(key.publicJWK.text.utf8)),
            ("x", "the letters of the public x", Array(Base64URL.encode(key.x).utf8)),
            ("kid", "the key identifier", Array(key.keyIdentifier.utf8)),
            ("set", "the text of the key set", Array(FixedKeys.set(key).text.utf8)),
            ("empty", "no bytes at all", []),
        ]
        for form in publicForms {
            group.refuse("confusion-\(form.id)", .unsupportedAlgorithm, "HS256 by \(form.comment), keys alone") {
                $0.signer = .hs256(form.bytes)
                $0.header["alg"] = .string("HS256")
            }
            group.refuse("confusion-both-\(form.id)", .invalidSignature, "HS256 by \(form.comment), keys and secret") {
                $0.signer = .hs256(form.bytes)
                $0.header["alg"] = .string("HS256")
                $0.secret = FixedKeys.secret
            }
        }
        group.refuse("confusion-mac-as-es256", .invalidSignature, "a good MAC under the alg ES256") {
            $0.signer = .hs256(FixedKeys.secret)
            $0.secret = FixedKeys.secret
        }
        group.refuse("confusion-ecdsa-as-hs256", .invalidSignature, "a good ES256 signature under the alg HS256") {
            $0.header["alg"] = .string("HS256")
            $0.secret = FixedKeys.secret
        }
        group.refuse(
            "confusion-oct-in-set",
            .unsupportedAlgorithm,
            "HS256 by an oct key of the set, which gives no secrets"
        ) {
            $0.useSecret()
            $0.secret = nil
            $0.header["kid"] = .string("oct")
            $0.keys = FixedKeys.set([FixedKeys.other(.oct, named: "oct").value])
        }
        group.refuse(
            "confusion-oct-in-set-both",
            .invalidSignature,
            "HS256 by an oct key of the set beside another secret"
        ) {
            $0.useSecret()
            $0.secret = "another secret of this channel"
            $0.header["kid"] = .string("oct")
            $0.keys = FixedKeys.set([FixedKeys.other(.oct, named: "oct").value])
        }
        group.accept("both-es256", "an ES256 token where both algorithms are allowed") { $0.secret = FixedKeys.secret }
        group.accept("both-hs256", "an HS256 token where both algorithms are allowed") {
            let keys = $0.keys
            $0.useSecret()
            $0.keys = keys
        }
    }

    private static func addCritical(_ group: inout VectorGroup) {
        let values = [
            #"["exp"]"#, #"["b64"]"#, #"["http://example.com/ext"]"#, "[]", "null", "false", #""""#, "{}", #"["alg"]"#,
        ]
        for (index, value) in values.enumerated() {
            group.refuse("crit-\(index + 1)", .criticalHeader, "crit is \(value)") {
                $0.appendToHeader(#""crit":\#(value)"#)
            }
        }
        group.refuse("crit-hs256", .criticalHeader, "crit in an HS256 token") {
            $0.useSecret()
            $0.appendToHeader(#""crit":["exp"],"exp":1"#)
        }
        group.accept("crit-in-payload", "a claim named crit is no header member") {
            $0.appendToPayload(#""crit":["exp"]"#)
        }
        group.accept("crit-capital", "Crit is not crit") { $0.appendToHeader(#""Crit":["exp"]"#) }
    }

    private static func addTypes(_ group: inout VectorGroup) {
        for (index, spelling) in ["jwt", "Jwt", "jWt", "application/jwt", "APPLICATION/JWT", "Application/Jwt"]
            .enumerated()
        {
            group.accept("typ-good-\(index + 1)", "typ is “\(spelling)”") { $0.header["typ"] = .string(spelling) }
        }
        group.accept("typ-missing", "no typ") { $0.header["typ"] = nil }
        group.accept("cty", "cty says something of the payload that no rule reads") {
            $0.header["cty"] = .string("JWT")
        }
        let bad = [
            "", "JWS", "JOSE", "at+jwt", "application/at+jwt", "logout+jwt", "secevent+jwt", "dpop+jwt", "JWT ", " JWT",
            "JWT\u{0}", "application/jwt;v=1", "text/jwt", "JWTX", "ＪＷＴ", "j\u{212A}t",
        ]
        for (index, spelling) in bad.enumerated() {
            group.refuse("typ-bad-\(index + 1)", .unexpectedType, "typ is “\(spelling)”") {
                $0.header["typ"] = .string(spelling)
            }
        }
        for (id, value) in [
            ("null", "null"), ("number", "1"), ("true", "true"), ("array", #"["JWT"]"#), ("object", "{}"),
        ] {
            group.refuse("typ-is-\(id)", .unexpectedType, "typ is \(value), no string") {
                $0.header["typ"] = nil
                $0.appendToHeader(#""typ":\#(value)"#)
            }
        }
        group.refuse("typ-hs256", .unexpectedType, "an HS256 token of the type at+jwt") {
            $0.useSecret()
            $0.header["typ"] = .string("at+jwt")
        }
    }

    private static func addKeyIdentifiers(_ group: inout VectorGroup) {
        for (id, value) in [
            ("null", "null"), ("number", "1"), ("true", "true"), ("array", #"["a"]"#), ("object", "{}"),
        ] {
            group.refuse("kid-\(id)", .malformedToken, "kid is \(value), no string") {
                $0.header["kid"] = nil
                $0.appendToHeader(#""kid":\#(value)"#)
            }
        }
        group.refuse("kid-number-hs256", .malformedToken, "kid is a number in an HS256 token") {
            $0.useSecret()
            $0.appendToHeader(#""kid":1"#)
        }
        let kid = FixedKeys.primary.keyIdentifier
        let unknown: [(id: String, comment: String, kid: String)] = [
            ("empty", "the empty string", ""), ("other", "a word", "other"),
            ("upper", "the key's in capitals", kid.uppercased()), ("space", "the key's and a space", kid + " "),
            ("prefix", "the key's without its last digit", String(kid.dropLast())),
            ("longer", "the key's with a digit more", kid + "0"), ("nul", "the key's and a zero byte", kid + "\u{0}"),
            (
                "eight-bytes", "the key's first eight bytes and others",
                kid.prefix(8) + String(repeating: "0", count: 56)
            ),
            ("long", "8,000 bytes", String(repeating: "k", count: 8_000)), ("path", "a path", "../../../../dev/null"),
            ("sql", "a query", "' OR '1'='1"), ("url", "an address", "https://attacker.example/key"),
            ("control", "control and bidirectional characters", "\u{1B}[31m\u{202E}\u{0}"),
        ]
        for name in unknown {
            group.refuse("kid-\(name.id)", .unknownKey, "kid is \(name.comment)") {
                $0.header["kid"] = .string(name.kid)
            }
        }
        group.refuse("kid-second", .unknownKey, "signed by a good key that the set does not hold") {
            $0.sign(by: .es256(FixedKeys.second))
        }
        group.accept("kid-escaped", "the key's, one digit spelled as an escape") {
            let escape = "\\u00" + String(kid.utf8.first ?? 0, radix: 16)
            $0.headerText($0.header.text.replacing(kid, with: escape + kid.dropFirst()))
        }
        group.accept("kid-empty-in-set", "the empty string, which a key of the set has for a name") {
            let key = FixedKeys.primary.named("")
            $0.sign(by: .es256(key))
            $0.keys = FixedKeys.set(key, FixedKeys.second)
        }
        group.accept("kid-unicode", "a name that is not ASCII") {
            let key = FixedKeys.primary.named("鍵 é \u{7F}")
            $0.sign(by: .es256(key))
            $0.keys = FixedKeys.set(FixedKeys.second, key)
        }
        group.refuse("kid-normalised", .unknownKey, "a name equal only after Unicode normalisation") {
            $0.keys = FixedKeys.set(FixedKeys.primary.named("\u{E9}"))
            $0.header["kid"] = .string("e\u{301}")
        }
        group.accept("kid-hs256-key", "an HS256 token with the name of a public key: HS256 ignores kid") {
            let keys = $0.keys
            $0.useSecret()
            $0.keys = keys
            $0.header["kid"] = .string(kid)
        }
        group.accept("kid-hs256-unknown", "an HS256 token with a name that nobody knows: HS256 ignores kid") {
            $0.useSecret()
            $0.header["kid"] = .string("../../dev/null")
        }
    }

    private static func addIgnoredMembers(_ group: inout VectorGroup) {
        let attacker = FixedKeys.attacker
        let members: [(id: String, text: String)] = [
            ("jwk", #""jwk":\#(attacker.publicJWK.text)"#),
            ("jku", #""jku":"https://attacker.example/keys""#),
            ("x5u", #""x5u":"https://attacker.example/chain""#),
            ("x5c", #""x5c":["MIIB"]"#),
            ("x5t", #""x5t":"AAAA","x5t#S256":"AAAA""#),
            ("b64", #""b64":false"#),
            ("zip", #""zip":"DEF""#),
            ("claims", #""iss":"https://attacker.example","exp":1,"aud":"x""#),
        ]
        for member in members {
            group.accept("ignored-\(member.id)", "\(member.id) in the header of a good token changes nothing") {
                $0.appendToHeader(member.text)
            }
        }
        for member in members.prefix(4) {
            group.refuse("forged-\(member.id)", .invalidSignature, "\(member.id) in a token that another key signed") {
                $0.forge(by: attacker)
                $0.appendToHeader(member.text)
            }
            group.refuse(
                "forged-unnamed-\(member.id)",
                .invalidSignature,
                "\(member.id) without kid, signed by another key"
            ) {
                $0.forge(by: attacker)
                $0.header["kid"] = nil
                $0.appendToHeader(member.text)
            }
        }
        group.refuse("forged-jwk-kid", .unknownKey, "jwk and kid of a key that only the token knows") {
            $0.sign(by: .es256(attacker))
            $0.appendToHeader(members[0].text)
        }
    }
}
