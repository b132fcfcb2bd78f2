import IDTokenCore
import IDTokenTesting

/// Judges one case of a vector file with the single-token API.
struct VectorJudge {
    let vector: JSONValue
    let engine: EngineChoice

    /// The code of the refusal, or `nil` for what is accepted.
    func code() -> ReasonCode? {
        do throws(IDTokenError) {
            if let token = vector["token"]?.stringValue {
                return try validator().verdict(
                    on: token,
                    nonce: vector["nonce"]?.stringValue,
                    subject: vector["subject"]?.stringValue,
                    at: NumericDate(seconds: Int64(vector["now"]?.integerValue ?? 0))
                ).code
            }
            if let token = vector["jws"]?.stringValue {
                try SignatureVerifier.verify(jws: Array(token.utf8), by: key(), engine: engine)
                return nil
            }
            let message = bytes(vector["message_hex"]?.stringValue ?? "")
            let signature = bytes(vector["signature_hex"]?.stringValue ?? "")
            switch try key() {
            case .publicKey(let key):
                try SignatureVerifier.verifyES256(signature, of: message, by: key, engine: engine)
            case .secret(let secret):
                try SignatureVerifier.verifyHS256(signature, of: message, by: secret)
            }
            return nil
        } catch {
            return error.code
        }
    }

    private func validator() throws(IDTokenError) -> IDTokenValidator {
        let audiences =
            vector["audience"]?.arrayValue?.compactMap(\.stringValue)
            ?? [vector["audience"]?.stringValue ?? ""]
        var secrets: [SharedSecret] = []
        if let secret = vector["secret"]?.stringValue {
            for audience in audiences { secrets.append(try SharedSecret(secret, audience: audience)) }
        }
        var policy = ValidationPolicy(
            issuer: vector["issuer"]?.stringValue ?? "",
            audiences: audiences,
            algorithms: secrets.isEmpty ? [] : [.hs256],
            leeway: vector["leeway"]?.integerValue ?? 0,
            maximumAuthenticationAge: vector["max_age"]?.integerValue,
            nonceRule: .uncheckedUnlessGiven
        )
        guard let keys = vector["keys"] else { return try IDTokenValidator(policy: policy, secrets: secrets) }
        policy.algorithms.insert(.es256)
        return try IDTokenValidator(
            policy: policy,
            keys: JWKSet(parsing: spelled(keys)),
            secrets: secrets,
            engine: engine
        )
    }

    private func key() throws(IDTokenError) -> VerificationKey {
        if let secret = vector["secret_hex"]?.stringValue {
            return .secret(try SharedSecret(bytes(secret), audience: "any"))
        }
        guard let entry = vector["jwk"], let key = JWKSet(entries: [entry]).keys.first else {
            throw IDTokenError(.invalidKey, message: "The case has no key.")
        }
        return .publicKey(key)
    }

    private func spelled(_ value: JSONValue) -> [UInt8] {
        Array(value.text.utf8)
    }
}
