/// Verifies signatures alone, with no claim judged: for conformance checks against published vectors.
///
/// It goes through the same engines, range checks and header rules as a validation.
package enum SignatureVerifier {
    /// Verifies r ‖ s over a message by a key.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if the key cannot be used, or
    ///   ``ReasonCode/invalidSignature``.
    package static func verifyES256(
        _ signature: [UInt8],
        of message: [UInt8],
        by key: JWK,
        engine: EngineChoice
    ) throws(IDTokenError) {
        guard key.isUsable, let publicKey = key.publicKey else {
            let reason = key.unusability.map { ": \($0)" } ?? ""
            throw IDTokenError(.invalidKey, message: "The key cannot verify ES256\(reason).")
        }
        guard ES256Signature.isInRange(signature.span.octets),
            verify(signature.span.octets, of: message.span.octets, by: publicKey, engine: engine)
        else { throw IDTokenError(Rejection(.invalidSignature)) }
    }

    /// Verifies a MAC over a message by a secret.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidSignature``.
    package static func verifyHS256(
        _ code: [UInt8],
        of message: [UInt8],
        by secret: SharedSecret
    ) throws(IDTokenError) {
        guard secret.key.verify(code.span.octets, for: message.span.octets) else {
            throw IDTokenError(Rejection(.invalidSignature))
        }
    }

    /// Verifies a compact JWS whose payload may be anything (RFC 7515 §5.2): its syntax, its header and its signature.
    ///
    /// - Throws: ``IDTokenError`` with the code of the first rule that fails.
    package static func verify(
        jws token: [UInt8],
        by key: VerificationKey,
        limits: InputLimits = InputLimits(),
        engine: EngineChoice
    ) throws(IDTokenError) {
        var reader = TokenReader()
        let jws: CompactJWS
        do throws(Rejection) {
            jws = try reader.readHeader(token.span.octets, maximumBytes: limits.maximumTokenBytes)
            guard reader.header.algorithm == key.algorithm else { throw Rejection(.unsupportedAlgorithm, .algorithm) }
            guard !reader.header.hasCritical else { throw Rejection(.criticalHeader, .critical) }
            guard reader.header.isJWT else { throw Rejection(.unexpectedType, .type) }
        } catch {
            throw IDTokenError(syntax: error, limits: limits)
        }
        let message = Array(token[jws.signingInput])
        let signature = reader.signature.copiedBytes
        switch key {
        case .publicKey(let jwk): try verifyES256(signature, of: message, by: jwk, engine: engine)
        case .secret(let secret): try verifyHS256(signature, of: message, by: secret)
        }
    }

    private static func verify(
        _ signature: RawSpan,
        of message: RawSpan,
        by key: ES256PublicKey,
        engine: EngineChoice
    ) -> Bool {
        let context = ThreadContext.current
        let digest = SHA256State.digest(of: message)
        guard let table = key.table(for: engine), let accelerated = context.accelerated else {
            return context.reference.verify(signature, of: digest, by: key)
        }
        return accelerated.verify(signature, of: digest, by: table)
    }
}

/// What a signature alone is verified by.
package enum VerificationKey: Sendable {
    /// A public key, for ES256.
    case publicKey(JWK)
    /// A secret, for HS256.
    case secret(SharedSecret)

    /// The algorithm that the key is for.
    package var algorithm: SigningAlgorithm {
        switch self {
        case .publicKey: .es256
        case .secret: .hs256
        }
    }
}
