import IDTokenCore
import IDTokenTesting

/// Tokens as LINE Login issues them: ES256 for apps, LIFF and its SDKs, HS256 for web login.
enum LINEVectors {
    private static let now = TokenDraft.now

    static func group() -> VectorGroup {
        var group = VectorGroup(
            "line",
            about: "LINE-shaped tokens of both flows, and what goes wrong with them every day"
        )
        addNative(&group)
        addWeb(&group)
        addBoth(&group)
        return group
    }

    private static func addNative(_ group: inout VectorGroup) {
        group.accept("line-native", "a native app: ES256, nonce, name and picture") {
            $0.nonce = "n-0S6_WzA2Mj"
            $0.claims["nonce"] = .string("n-0S6_WzA2Mj")
        }
        group.accept("line-liff", "a LIFF app: ES256 and no nonce")
        group.accept("line-email", "with the scope email, which brings no email_verified") {
            $0.claims["email"] = .string("taro.line@example.com")
        }
        group.accept("line-profile-plus", "the claims of LINE Profile+") {
            $0.appendToPayload(
                #""given_name":"太郎","given_name_pronunciation":"タロウ","middle_name":"","family_name":"線","#
                    + #""family_name_pronunciation":"セン","gender":"male","birthdate":"1990-01-01","#
                    + #""phone_number":"+81300000000","address":{"postal_code":"1028282","region":"東京都","#
                    + #""locality":"千代田区","street_address":"紀尾井町1-3","country":"JP"}"#
            )
        }
        group.accept("line-auth-time", "auth_time after max_age was asked for") {
            $0.maximumAge = 300
            $0.number("auth_time", now - 61)
        }
        group.accept("line-header-order", "the header's members in the order of LINE's documentation") {
            $0.header = [
                "typ": .string("JWT"), "alg": .string("ES256"), "kid": .string(FixedKeys.primary.keyIdentifier),
            ]
        }
        group.accept("line-amr-absent", "no amr") { $0.claims["amr"] = nil }
        for method in ["pwd", "lineautologin", "lineqr", "linesso", "mfa"] {
            group.accept("line-amr-\(method)", "amr is \(method)") { $0.claims["amr"] = .array([.string(method)]) }
        }
        group.accept("line-twenty-keys", "one of twenty keys, with the members that LINE adds") {
            let others = (0..<19).map { FixedKeys.key("line/\($0)").publicJWK }
            let entries = (others + [FixedKeys.primary.publicJWK]).map { entry in
                var entry = entry
                entry["xvalue"] = .number("1")
                entry["yvalue"] = .number("2")
                return entry.value
            }
            $0.keys = FixedKeys.set(entries)
        }
        group.accept("line-old-set", "a set of former times: an RSA key first, and coordinates of 33 bytes") {
            var entry = FixedKeys.primary.publicJWK
            entry["x"] = .string(Base64URL.encode([0] + FixedKeys.primary.x))
            entry["y"] = .string(Base64URL.encode([0] + FixedKeys.primary.y))
            $0.keys = FixedKeys.set([FixedKeys.other(.rsa, named: "rsa").value, entry.value])
        }
        group.accept("line-skew", "the clock of the issuer is 300 seconds ahead, which LINE's SDKs allow") {
            $0.leeway = 300
            $0.number("iat", now + 300)
            $0.number("exp", now + 3_900)
        }
        group.refuse("line-skew-too-large", .notYetValid, "the clock of the issuer is 301 seconds ahead") {
            $0.leeway = 300
            $0.number("iat", now + 301)
            $0.number("exp", now + 3_901)
        }
        group.refuse("line-rotated", .unknownKey, "a key that has left the set") {
            $0.keys = FixedKeys.set(FixedKeys.second, FixedKeys.third)
        }
        group.refuse("line-no-secret", .unsupportedAlgorithm, "a web-login token where only keys are configured") {
            let keys = $0.keys
            $0.useSecret()
            ($0.keys, $0.secret) = (keys, nil)
        }
    }

    private static func addWeb(_ group: inout VectorGroup) {
        group.accept("line-web", "web login: HS256 by the channel secret's characters, without kid") { $0.useSecret() }
        group.accept("line-web-nonce", "web login with nonce") {
            $0.useSecret()
            $0.nonce = "0987654asdf"
            $0.claims["nonce"] = .string("0987654asdf")
        }
        group.accept(
            "line-web-es256",
            "web login that asked for ES256 by id_token_key_type=JWK, where both are configured"
        ) {
            $0.secret = FixedKeys.secret
        }
        group.refuse("line-web-secret-decoded", .invalidSignature, "the channel secret read as hexadecimal") {
            $0.useSecret()
            $0.signer = .hs256(bytes(FixedKeys.secret))
        }
        group.refuse("line-web-other-channel-secret", .invalidSignature, "signed by the secret of another channel") {
            $0.useSecret()
            $0.signer = .hs256("ffeeddccbbaa99887766554433221100")
        }
        group.refuse("line-web-key", .unsupportedAlgorithm, "an ES256 token where only the secret is configured") {
            ($0.keys, $0.secret) = (nil, FixedKeys.secret)
        }
    }

    /// What goes wrong in either flow.
    private static func addBoth(_ group: inout VectorGroup) {
        let failures: [(id: String, code: ReasonCode, comment: String, change: (inout TokenDraft) -> Void)] = [
            (
                "stored", .expired, "a stored token, presented hours after it expired",
                {
                    $0.number("iat", now - 14_400)
                    $0.number("exp", now - 10_800)
                }
            ),
            (
                "last-second", .expired, "an hour after it was issued, to the second",
                {
                    $0.number("iat", now - 3_600)
                    $0.number("exp", now)
                }
            ),
            (
                "other-channel", .audienceMismatch, "a token of another channel",
                { $0.claims["aud"] = .string("9876543210") }
            ),
            (
                "liff-id", .audienceMismatch, "the LIFF identifier in place of the channel's",
                { $0.audience = .string("1234567890-abcdefgh") }
            ),
            (
                "other-provider", .issuerMismatch, "a token of another provider",
                { $0.claims["iss"] = .string("https://accounts.google.com") }
            ),
            (
                "api-host", .issuerMismatch, "the host of the key set in place of the issuer",
                { $0.issuer = "https://api.line.me" }
            ),
            (
                "other-user", .subjectMismatch, "a token of another user",
                { $0.subject = "Uffffffffffffffffffffffffffffffff" }
            ),
            (
                "blank-subject", .subjectMismatch, "a blank behind the subject, as in an example of the documentation",
                {
                    $0.subject = TokenDraft.user
                    $0.claims["sub"] = .string(TokenDraft.user + " ")
                }
            ),
            (
                "replayed-elsewhere", .nonceMismatch, "a token of another login attempt",
                {
                    $0.nonce = "attempt-2"
                    $0.claims["nonce"] = .string("attempt-1")
                }
            ),
            ("no-nonce", .nonceMismatch, "a nonce is remembered and the token has none", { $0.nonce = "attempt-1" }),
            (
                "documentation", .expired, "an example of the documentation, whose exp is before its iat",
                {
                    $0.number("exp", 1_504_169_092)
                    $0.number("iat", 1_504_263_657)
                }
            ),
            ("no-audience", .missingClaim, "no aud", { $0.claims["aud"] = nil }),
        ]
        for failure in failures {
            group.refuse("line-\(failure.id)", failure.code, failure.comment, failure.change)
            group.refuse("line-web-\(failure.id)", failure.code, "web login: \(failure.comment)") {
                $0.useSecret()
                failure.change(&$0)
            }
        }
    }
}
