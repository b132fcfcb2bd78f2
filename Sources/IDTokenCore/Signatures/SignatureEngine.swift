/// What judged a signature.
public enum SignatureEngine: String, Sendable, Hashable {
    /// OpenSSL's own ECDSA verification.
    case reference
    /// Two fixed-base multiplications with a table for the public key.
    case accelerated
    /// HMAC, which has one engine.
    case mac
    /// A ``VerifiedTokenCache``: one of the engines for ES256 has judged the same bytes before.
    case cache
}

/// Which engine may judge ES256 signatures.
public enum EngineChoice: String, Sendable, Hashable, CaseIterable {
    /// The accelerated engine for keys whose table is ready, the reference engine for all others; tables are built on
    /// a thread of their own once a key is in use.
    case automatic
    /// The reference engine alone; no table is ever built.
    case reference
    /// The accelerated engine wherever the library can: a key's table is built by the first call that needs it, which
    /// holds that call up for about 20 ms.
    case accelerated
}
