import IDTokenCore
import IDTokenTesting

/// Configurations that no validator may be made of, with tokens that are otherwise good.
enum PolicyVectors {
    static func group() -> VectorGroup {
        var group = VectorGroup(
            "policy",
            about: "configurations that are refused: no issuer, no audience, empty secrets"
        )
        group.refuse("issuer-empty", .invalidKey, "an empty issuer, and a token whose iss is empty") {
            $0.issuer = ""
            $0.claims["iss"] = .string("")
        }
        group.refuse("audience-empty", .invalidKey, "an empty audience, and a token whose aud is empty") {
            $0.audience = .string("")
            $0.claims["aud"] = .string("")
        }
        group.refuse("audience-none", .invalidKey, "no audience, and a token without any") {
            $0.audience = .array([])
            $0.claims["aud"] = .array([])
        }
        group.refuse("audience-one-empty", .invalidKey, "one of two audiences is empty") {
            $0.audience = .array([.string(TokenDraft.channel), .string("")])
        }
        group.refuse("secret-empty", .invalidKey, "an empty secret, and a token signed by it") {
            $0.useSecret("")
        }
        group.refuse("secret-empty-beside-keys", .invalidKey, "an empty secret beside good keys") { $0.secret = "" }
        group.refuse("leeway-negative", .invalidKey, "a leeway of −1") { $0.leeway = -1 }
        group.refuse("leeway-beyond", .invalidKey, "a leeway of 2^53") { $0.leeway = 9_007_199_254_740_992 }
        group.refuse("max-age-negative", .invalidKey, "a maximum age of −1") {
            $0.maximumAge = -1
            $0.number("auth_time", TokenDraft.now)
        }
        group.refuse("subject-empty", [.subjectMismatch, .invalidKey], "an empty subject is expected") {
            $0.subject = ""
        }
        group.accept("secret-short", "a secret of one byte: the issuer chooses it") { $0.useSecret("s") }
        group.accept("secret-long", "a secret of 200 bytes, longer than a block") {
            $0.useSecret(String(repeating: "0123456789", count: 20))
        }
        group.accept("secret-blank", "a secret with blanks around it is taken byte for byte") {
            $0.useSecret(" secret ")
        }
        group.accept("secret-unicode", "a secret that is not ASCII, as UTF-8") { $0.useSecret("鍵-clé-\u{1F511}") }
        group.refuse("secret-trailing-newline", .invalidSignature, "the secret with a line feed is another secret") {
            $0.useSecret()
            $0.secret = FixedKeys.secret + "\n"
        }
        return group
    }
}
