import IDTokenCore
import IDTokenTesting

/// Issuer, subject, audience, authorised party and nonce; claims that are missing or of the wrong type.
enum ClaimVectors {
    static func group() -> VectorGroup {
        var group = VectorGroup(
            "claims",
            about: "missing claims and wrong types; iss, aud, azp, sub and nonce compared byte for byte"
        )
        addMissing(&group)
        addTypes(&group)
        addIssuer(&group)
        addAudience(&group)
        addAuthorizedParty(&group)
        addSubject(&group)
        addNonce(&group)
        addUnread(&group)
        return group
    }

    private static func addMissing(_ group: inout VectorGroup) {
        for name in ["iss", "sub", "aud", "exp", "iat"] {
            group.refuse("missing-\(name)", .missingClaim, "no \(name)") { $0.claims[name] = nil }
            group.refuse("missing-\(name)-hs256", .missingClaim, "no \(name) in an HS256 token") {
                $0.useSecret()
                $0.claims[name] = nil
            }
        }
        group.refuse("missing-exp-nested", .missingClaim, "exp in an inner object is not exp") {
            $0.claims["exp"] = nil
            $0.appendToPayload(#""x":{"exp":1767229200}"#)
        }
        group.refuse("missing-aud-capital", .missingClaim, "AUD is not aud") {
            $0.claims["aud"] = nil
            $0.claims["AUD"] = .string(TokenDraft.channel)
        }
    }

    private static func addTypes(_ group: inout VectorGroup) {
        let others: [(id: String, value: JSONValue)] = [
            ("number", .number("1")), ("null", .null), ("true", .bool(true)), ("array", .array([.string("x")])),
            ("object", .object([])),
        ]
        for name in ["iss", "sub", "azp", "nonce"] {
            for other in others {
                group.refuse("\(name)-is-\(other.id)", .invalidClaim, "\(name) is \(other.value.text), no string") {
                    $0.claims[name] = other.value
                }
            }
        }
        let audiences: [(id: String, text: String)] = [
            ("number", "1234567890"), ("null", "null"), ("false", "false"), ("object", #"{"1234567890":true}"#),
            ("array-number", "[1234567890]"), ("array-mixed", #"["1234567890",1]"#),
            ("array-null", #"[null,"1234567890"]"#),
            ("array-nested", #"[["1234567890"]]"#), ("array-object", #"["1234567890",{}]"#),
        ]
        for audience in audiences {
            group.refuse("aud-is-\(audience.id)", .invalidClaim, "aud is \(audience.text)") {
                $0.claims["aud"] = nil
                $0.appendToPayload(#""aud":\#(audience.text)"#)
            }
        }
        group.refuse("iss-is-array-of-issuer", .invalidClaim, "iss is an array of the issuer") {
            $0.claims["iss"] = .array([.string(TokenDraft.issuer)])
        }
    }

    private static func addIssuer(_ group: inout VectorGroup) {
        let issuers: [(id: String, iss: String)] = [
            ("empty", ""), ("other", "https://accounts.google.com"), ("slash", "https://access.line.me/"),
            ("http", "http://access.line.me"), ("capital", "https://ACCESS.line.me"), ("no-scheme", "access.line.me"),
            ("space", "https://access.line.me "), ("suffix", "https://access.line.me.attacker.example"),
            ("user", "https://access.line.me@attacker.example"), ("cut", "https://access.line.m"),
            ("port", "https://access.line.me:443"), ("api-host", "https://api.line.me"),
            ("nul", "https://access.line.me\u{0}"), ("full-width", "https://access．line.me"),
            ("cyrillic", "https://acc\u{0435}ss.line.me"), ("soft-hyphen", "https://access.line\u{AD}.me"),
        ]
        for issuer in issuers {
            group.refuse("iss-\(issuer.id)", .issuerMismatch, "iss is “\(issuer.iss)”") {
                $0.claims["iss"] = .string(issuer.iss)
            }
        }
        group.refuse("iss-normalised", .issuerMismatch, "equal only after Unicode normalisation") {
            $0.issuer = "https://caf\u{E9}.example"
            $0.claims["iss"] = .string("https://cafe\u{301}.example")
        }
        group.accept("iss-unicode", "an issuer that is not ASCII, the same bytes") {
            $0.issuer = "https://caf\u{E9}.example"
            $0.claims["iss"] = .string("https://caf\u{E9}.example")
        }
        group.accept("iss-with-path", "another provider whose issuer has a path") {
            $0.issuer = "https://login.example.com/tenant-1/v2.0"
            $0.claims["iss"] = .string("https://login.example.com/tenant-1/v2.0")
        }
    }

    private static func addAudience(_ group: inout VectorGroup) {
        let audiences: [(id: String, text: String)] = [
            ("other", #""9876543210""#), ("empty", #""""#), ("liff", #""1234567890-abcdefgh""#),
            ("space", #""1234567890 ""#),
            ("space-before", #"" 1234567890""#), ("cut", #""123456789""#), ("zero", #""01234567890""#),
            ("list", #""1234567890,9876543210""#), ("list-spaces", #""1234567890 9876543210""#),
            ("array-empty", "[]"), ("array-other", #"["9876543210","5555555555"]"#), ("array-empty-string", #"[""]"#),
            ("array-joined", #"["12345","67890"]"#), ("full-width", #""１２３４５６７８９０""#),
            ("array-brackets", #""[\"1234567890\"]""#),
        ]
        for audience in audiences {
            group.refuse("aud-\(audience.id)", .audienceMismatch, "aud is \(audience.text)") {
                $0.claims["aud"] = nil
                $0.appendToPayload(#""aud":\#(audience.text)"#)
            }
        }
        let good: [(id: String, text: String)] = [
            ("array-one", #"["1234567890"]"#), ("array-first", #"["1234567890","9876543210"]"#),
            ("array-last", #"["9876543210","1234567890"]"#), ("array-twice", #"["1234567890","1234567890"]"#),
            ("array-spaced", #"[ "x" , "1234567890" ]"#), ("array-escaped", #"["\"],[", "\u0031234567890"]"#),
        ]
        for audience in good {
            group.accept("aud-\(audience.id)", "aud is \(audience.text)") {
                $0.claims["aud"] = nil
                $0.appendToPayload(#""aud":\#(audience.text)"#)
            }
        }
        group.accept("aud-array-long", "500 audiences, the last one ours") {
            let others: [JSONValue] = (0..<499).map { .string("channel-\($0)") }
            $0.claims["aud"] = .array(others + [.string(TokenDraft.channel)])
        }
        group.accept("aud-several-channels", "a backend of three channels") {
            $0.audience = .array(["1111111111", "1234567890", "3333333333"].map { .string($0) })
        }
        group.refuse(
            "aud-normalised",
            .audienceMismatch,
            "equal only after Unicode normalisation: K and the Kelvin sign"
        ) {
            $0.audience = .string("K")
            $0.claims["aud"] = .string("\u{212A}")
        }
        group.refuse(
            "azp-normalised",
            .authorizedPartyMismatch,
            "equal only after Unicode normalisation: K and the Kelvin sign"
        ) {
            $0.audience = .string("K")
            $0.claims["aud"] = .string("K")
            $0.claims["azp"] = .string("\u{212A}")
        }
        group.refuse("aud-none-of-several", .audienceMismatch, "a backend of three channels and a token for a fourth") {
            $0.audience = .array(["1111111111", "2222222222", "3333333333"].map { .string($0) })
        }
        group.refuse("aud-case", .audienceMismatch, "a client identifier in other letters' case") {
            $0.audience = .string("Client-A")
            $0.claims["aud"] = .string("client-a")
        }
        group.refuse("aud-other-hs256", .audienceMismatch, "a token of another channel that has the same secret") {
            $0.useSecret()
            $0.claims["aud"] = .string("9876543210")
        }
        group.accept("aud-hs256-several", "an HS256 token for one of two channels of one secret") {
            $0.useSecret()
            $0.audience = .array([.string("1111111111"), .string(TokenDraft.channel)])
        }
    }

    private static func addAuthorizedParty(_ group: inout VectorGroup) {
        group.accept("azp-ours", "azp is the channel") { $0.claims["azp"] = .string(TokenDraft.channel) }
        group.accept("azp-other-channel-of-ours", "azp is another channel of the same backend") {
            $0.audience = .array([.string(TokenDraft.channel), .string("1111111111")])
            $0.claims["azp"] = .string("1111111111")
        }
        let parties: [(id: String, azp: String)] = [
            ("other", "9876543210"), ("empty", ""), ("space", "1234567890 "), ("cut", "123456789"),
            ("liff", "1234567890-abcdefgh"),
        ]
        for party in parties {
            group.refuse("azp-\(party.id)", .authorizedPartyMismatch, "azp is “\(party.azp)”") {
                $0.claims["azp"] = .string(party.azp)
            }
        }
        group.refuse("azp-other-in-aud", .authorizedPartyMismatch, "azp is the other of two audiences") {
            $0.claims["aud"] = .array([.string(TokenDraft.channel), .string("9876543210")])
            $0.claims["azp"] = .string("9876543210")
        }
        group.refuse("azp-hs256", .authorizedPartyMismatch, "an HS256 token issued to another party") {
            $0.useSecret()
            $0.claims["azp"] = .string("9876543210")
        }
    }

    private static func addSubject(_ group: inout VectorGroup) {
        let user = TokenDraft.user
        group.accept("sub-expected", "the expected subject") { $0.subject = user }
        group.accept("sub-blank-unexpected", "a blank behind the subject where none is expected") {
            $0.claims["sub"] = .string(user + " ")
        }
        group.refuse("sub-empty", [.invalidClaim, .missingClaim], "an empty subject names nobody") {
            $0.claims["sub"] = .string("")
        }
        let others: [(id: String, sub: String)] = [
            ("other", "Uffffffffffffffffffffffffffffffff"), ("capital", user.uppercased()), ("blank", user + " "),
            ("cut", String(user.dropLast())), ("longer", user + "0"), ("nul", user + "\u{0}"),
        ]
        for other in others {
            group.refuse("sub-\(other.id)", .subjectMismatch, "sub is “\(other.sub)”") {
                $0.subject = user
                $0.claims["sub"] = .string(other.sub)
            }
        }
        group.refuse("sub-normalised", .subjectMismatch, "equal only after Unicode normalisation") {
            $0.subject = "\u{E9}"
            $0.claims["sub"] = .string("e\u{301}")
        }
        group.refuse("sub-other-hs256", .subjectMismatch, "an HS256 token of another user") {
            $0.useSecret()
            $0.subject = "Uffffffffffffffffffffffffffffffff"
        }
    }

    private static func addNonce(_ group: inout VectorGroup) {
        let nonce = "9tTmzYRkBKUZNy2dDm1wSjZwGKuzF3cTKVVpXN5WhSA"
        group.accept("nonce-expected", "the expected nonce, 32 bytes in base64url") {
            $0.nonce = nonce
            $0.claims["nonce"] = .string(nonce)
        }
        group.accept("nonce-expected-hs256", "the expected nonce in an HS256 token") {
            $0.useSecret()
            $0.nonce = nonce
            $0.claims["nonce"] = .string(nonce)
        }
        group.accept("nonce-unexpected", "a nonce where none is given: nothing is compared") {
            $0.claims["nonce"] = .string(nonce)
        }
        group.accept("nonce-empty-unexpected", "an empty nonce where none is given") {
            $0.claims["nonce"] = .string("")
        }
        group.accept("nonce-long", "a nonce of 4,000 bytes") {
            $0.nonce = String(repeating: "n", count: 4_000)
            $0.claims["nonce"] = .string(String(repeating: "n", count: 4_000))
        }
        group.refuse("nonce-absent", .nonceMismatch, "a nonce is expected and the token has none") { $0.nonce = nonce }
        group.refuse("nonce-absent-hs256", .nonceMismatch, "a nonce is expected and the HS256 token has none") {
            $0.useSecret()
            $0.nonce = nonce
        }
        let others: [(id: String, nonce: String)] = [
            ("other", "n-2"), ("empty", ""), ("capital", nonce.uppercased()), ("blank", nonce + " "),
            ("cut", String(nonce.dropLast())), ("longer", nonce + "A"), ("padded", nonce + "="),
            ("nul", nonce + "\u{0}"),
            ("first-letter", "8" + nonce.dropFirst()),
        ]
        for other in others {
            group.refuse("nonce-\(other.id)", .nonceMismatch, "the nonce is another one (\(other.id))") {
                $0.nonce = nonce
                $0.claims["nonce"] = .string(other.nonce)
            }
        }
        group.refuse(
            "nonce-both-empty",
            .nonceMismatch,
            "an empty nonce is expected, a mistake of the caller, and found"
        ) {
            $0.nonce = ""
            $0.claims["nonce"] = .string("")
        }
        group.refuse("nonce-expected-empty", .nonceMismatch, "an empty nonce is expected and the token has another") {
            $0.nonce = ""
            $0.claims["nonce"] = .string("n-1")
        }
        group.refuse("nonce-expected-empty-absent", .nonceMismatch, "an empty nonce is expected and the token has none")
        {
            $0.nonce = ""
        }
        group.refuse("nonce-normalised", .nonceMismatch, "equal only after Unicode normalisation") {
            $0.nonce = "\u{E9}"
            $0.claims["nonce"] = .string("e\u{301}")
        }
        group.refuse("nonce-in-header", .nonceMismatch, "the nonce in the header is not the claim") {
            $0.nonce = nonce
            $0.header["nonce"] = .string(nonce)
        }
    }

    /// Fields may be added, and what no rule reads may be anything.
    private static func addUnread(_ group: inout VectorGroup) {
        group.accept("unread-types", "claims that no rule reads, of unusual types") {
            $0.claims["name"] = nil
            $0.appendToPayload(
                #""email":["a@example.com"],"email_verified":"yes","address":{},"acr":1,"at_hash":null,"jti":{}"#
            )
        }
        group.accept("unread-none", "the five claims that must be there and no other") {
            for name in ["amr", "name", "picture"] { $0.claims[name] = nil }
        }
        group.accept("unread-name-number", "a name that is a number") { $0.claims["name"] = .number("1") }
    }
}
