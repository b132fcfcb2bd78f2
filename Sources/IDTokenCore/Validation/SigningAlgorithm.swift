/// The signature algorithms that are verified (RFC 7518 §3.1).
public enum SigningAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// ECDSA with P-256 and SHA-256 (RFC 7518 §3.4), by a public key of a JWK Set.
    case es256 = "ES256"
    /// HMAC with SHA-256 (RFC 7518 §3.2), by a secret given by configuration.
    case hs256 = "HS256"
}
