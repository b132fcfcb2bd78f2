import IDTokenCore
import IDTokenTesting

/// Tokens that break several rules at once: the earliest rule gives the code.
enum OrderVectors {
    /// One way to break one rule, such that any number of them can be combined.
    private struct Defect {
        let id: String
        let code: ReasonCode
        let apply: (inout Breakage) -> Void
    }

    /// What a token's defects add up to.
    private struct Breakage {
        var draft = TokenDraft()
        var payloadSuffix = ""
        var headerSuffix = ""
        var isSignatureFlipped = false
        var segmentSuffix = ""

        mutating func finish() -> TokenDraft {
            draft.headerBytes = Array((draft.header.text + headerSuffix).utf8)
            draft.payloadBytes = Array((draft.claims.text + payloadSuffix).utf8)
            var signature = draft.signature
            if isSignatureFlipped { signature[63] ^= 1 }
            draft.replaceSignature(signature)
            draft.token? += segmentSuffix
            return draft
        }
    }

    static func group() -> VectorGroup {
        var group = VectorGroup("order", about: "tokens that break several rules: the code is that of the earliest")
        let defects = Self.defects
        for index in defects.indices {
            let rest = defects[index...]
            add(
                &group,
                "all-from-\(defects[index].id)",
                "\(defects[index].id) and every later rule broken",
                Array(rest)
            )
        }
        for (index, defect) in defects.enumerated().dropLast() {
            let next = defects[index + 1]
            add(&group, "\(defect.id)-before-\(next.id)", "\(defect.id) broken, and \(next.id)", [defect, next])
        }
        let ends = ["signature", "nonce", "expired", "issuer", "algorithm"]
        for end in ends {
            guard let position = defects.firstIndex(where: { $0.id == end }) else { continue }
            for index in stride(from: 0, to: position - 1, by: end == "signature" ? 1 : 4) {
                let defect = defects[index]
                add(
                    &group,
                    "\(defect.id)-against-\(end)",
                    "\(defect.id) broken, and \(end)",
                    [defect, defects[position]]
                )
            }
        }
        addWithinRules(&group)
        return group
    }

    private static func add(_ group: inout VectorGroup, _ id: String, _ comment: String, _ defects: [Defect]) {
        guard let code = defects.first?.code else { return }
        var breakage = Breakage()
        for defect in defects { defect.apply(&breakage) }
        let draft = breakage.finish()
        group.refuse(id, code, comment) { $0 = draft }
    }

    /// The rules in their order.
    private static var defects: [Defect] {
        let now = TokenDraft.now
        return [
            Defect(id: "size", code: .tokenTooLarge) { $0.payloadSuffix += String(repeating: " ", count: 13_000) },
            Defect(id: "segments", code: .malformedToken) { $0.segmentSuffix += ".AA" },
            Defect(id: "base64url", code: .invalidBase64URL) { $0.segmentSuffix = "=" + $0.segmentSuffix },
            Defect(id: "header-json", code: .malformedToken) { $0.headerSuffix += "}" },
            Defect(id: "header-duplicate", code: .duplicateMember) {
                $0.draft.header.members.append(JSONObjectMember(name: "x", value: .null))
                $0.draft.header.members.append(JSONObjectMember(name: "x", value: .null))
            },
            Defect(id: "payload-json", code: .malformedToken) { $0.payloadSuffix += "}" },
            Defect(id: "payload-duplicate", code: .duplicateMember) {
                $0.draft.claims.members.append(JSONObjectMember(name: "x", value: .null))
                $0.draft.claims.members.append(JSONObjectMember(name: "x", value: .null))
            },
            Defect(id: "algorithm", code: .unsupportedAlgorithm) { $0.draft.header["alg"] = .string("RS256") },
            Defect(id: "crit", code: .criticalHeader) { $0.draft.header["crit"] = .array([.string("exp")]) },
            Defect(id: "type", code: .unexpectedType) { $0.draft.header["typ"] = .string("at+jwt") },
            Defect(id: "key", code: .unknownKey) { $0.draft.header["kid"] = .string("other") },
            Defect(id: "claim-type", code: .invalidClaim) { $0.draft.number("azp", 1) },
            Defect(id: "claim-missing", code: .missingClaim) { $0.draft.claims["iat"] = nil },
            Defect(id: "issuer", code: .issuerMismatch) { $0.draft.claims["iss"] = .string("https://api.line.me") },
            Defect(id: "audience", code: .audienceMismatch) { $0.draft.claims["aud"] = .string("9876543210") },
            Defect(id: "party", code: .authorizedPartyMismatch) {
                if $0.draft.claims["azp"] == nil { $0.draft.claims["azp"] = .string("9876543210") }
            },
            Defect(id: "expired", code: .expired) { $0.draft.number("exp", now - 60) },
            Defect(id: "not-before", code: .notYetValid) { $0.draft.number("nbf", now + 60) },
            Defect(id: "age", code: .tooOld) {
                $0.draft.maximumAge = 600
                $0.draft.number("auth_time", now - 601)
            },
            Defect(id: "subject", code: .subjectMismatch) { $0.draft.subject = "Uffffffffffffffffffffffffffffffff" },
            Defect(id: "nonce", code: .nonceMismatch) { $0.draft.nonce = "n-1" },
            Defect(id: "signature", code: .invalidSignature) { $0.isSignatureFlipped = true },
        ]
    }

    /// Pairs that the list cannot express: within one rule, or of the key that is found but cannot be used.
    private static func addWithinRules(_ group: inout VectorGroup) {
        group.refuse(
            "header-syntax-before-header-duplicate",
            .malformedToken,
            "the header names alg twice and does not end"
        ) {
            $0.headerText(#"{"alg":"ES256","alg":"ES256""#)
        }
        group.refuse(
            "payload-syntax-before-payload-duplicate",
            .malformedToken,
            "the payload names x twice and goes on behind"
        ) {
            $0.payloadText($0.claims.text.dropLast() + #","x":1,"x":2}."#)
        }
        group.refuse(
            "payload-utf8-before-payload-duplicate",
            .malformedToken,
            "the payload names x twice and is no UTF-8"
        ) {
            $0.appendToPayload(#""x":1,"x":2,"y":""#)
            $0.payloadBytes = $0.payload.dropLast() + [0xFF] + Array(#""}"#.utf8)
        }
        group.refuse(
            "payload-depth-before-payload-duplicate",
            .malformedToken,
            "the payload names x twice and is too deep"
        ) {
            let deep = String(repeating: "[", count: 17) + String(repeating: "]", count: 17)
            $0.appendToPayload(#""x":1,"x":\#(deep)"#)
        }
        group.refuse(
            "base64url-of-signature-before-header-json",
            .invalidBase64URL,
            "the header is no JSON, the signature no base64url"
        ) {
            $0.token = Base64URL.encode(Array("x".utf8)) + "." + $0.payloadSegment + ".!!!!"
        }
        group.refuse("base64url-of-payload-before-algorithm", .invalidBase64URL, "alg none and a payload with padding")
        {
            $0.header["alg"] = .string("none")
            $0.resign(payloadSegment: $0.payloadSegment + "==")
        }
        group.refuse("key-mismatch-before-claim-type", .keyMismatch, "an unusable key and an exp that is a string") {
            $0.unusableKey()
            $0.claims["exp"] = .string("1")
        }
        group.refuse("key-mismatch-before-claim-missing", .keyMismatch, "an unusable key and no claims at all") {
            $0.unusableKey()
            $0.payloadText("{}")
        }
        group.refuse("key-mismatch-before-expired", .keyMismatch, "an unusable key and an expired token") {
            $0.unusableKey()
            $0.number("exp", 0)
        }
        group.refuse("key-mismatch-before-signature", .keyMismatch, "an unusable key and a forged signature") {
            $0.unusableKey()
            $0.forge(by: FixedKeys.attacker)
        }
        group.refuse("type-before-key-mismatch", .unexpectedType, "another kind of token and an unusable key") {
            $0.unusableKey()
            $0.header["typ"] = .string("at+jwt")
        }
        group.refuse("claim-type-of-nonce-before-missing", .invalidClaim, "iss is missing, and nonce is a number") {
            $0.claims["iss"] = nil
            $0.number("nonce", 1)
        }
        group.refuse("claim-range-before-missing", .invalidClaim, "sub is missing, and nbf is negative") {
            $0.claims["sub"] = nil
            $0.number("nbf", -1)
        }
        group.refuse("claim-type-before-issuer", .invalidClaim, "another issuer, and an aud of mixed types") {
            $0.claims["iss"] = .string("x")
            $0.claims["aud"] = .array([.string(TokenDraft.channel), .null])
        }
        group.refuse("missing-auth-time-before-expired", .missingClaim, "no auth_time for a maximum age, and expired") {
            $0.maximumAge = 3_600
            $0.number("exp", 0)
        }
        group.refuse(
            "missing-auth-time-before-issuer",
            .missingClaim,
            "no auth_time for a maximum age, and another issuer"
        ) {
            $0.maximumAge = 3_600
            $0.claims["iss"] = .string("x")
        }
        group.refuse("expired-before-issued-ahead", .expired, "expired before it was issued, as in LINE's own examples")
        {
            $0.number("exp", 1_504_169_092)
            $0.number("iat", TokenDraft.now + 180)
        }
        group.refuse("hs256-expired-before-signature", .expired, "an expired HS256 token with a false MAC") {
            $0.useSecret()
            $0.number("exp", TokenDraft.now)
            $0.signer = .hs256("x")
        }
        group.refuse(
            "hs256-audience-before-signature",
            .audienceMismatch,
            "an HS256 token of another channel and secret"
        ) {
            $0.useSecret()
            $0.claims["aud"] = .string("9876543210")
            $0.signer = .hs256("the secret of the other channel")
        }
        group.refuse(
            "hs256-nonce-before-signature",
            .nonceMismatch,
            "an HS256 token with another nonce and a false MAC"
        ) {
            $0.useSecret()
            $0.nonce = "n-1"
            $0.signer = .hs256("x")
        }
        group.refuse("nonce-before-signature-length", .nonceMismatch, "another nonce and a signature of one byte") {
            $0.nonce = "n-1"
            $0.replaceSignature([0])
        }
    }
}

extension TokenDraft {
    /// Makes the key of the set one for encryption.
    fileprivate mutating func unusableKey() {
        var entry = FixedKeys.primary.publicJWK
        entry["use"] = .string("enc")
        keys = FixedKeys.set([entry.value])
    }
}
