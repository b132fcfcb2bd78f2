internal import IDTokenCore

/// One test vector: something to judge and what should come of it.
struct ConformanceCase {
    /// What should come of a case.
    enum Expectation: String {
        case valid, invalid
        /// The standards leave it open.
        case either
    }

    /// What is judged.
    enum Subject {
        /// A token by a policy and keys.
        case token(TokenSubject)
        /// A signature over bytes.
        case signature([UInt8], message: [UInt8], SigningAlgorithm, key: KeySource)
        /// A compact JWS, whatever its payload is.
        case jws(String, key: KeySource)
    }

    /// A token and how to judge it.
    struct TokenSubject {
        let token: String
        /// The text of the key set, if there is one.
        let keySet: [UInt8]?
        let secret: String?
        let issuer: String
        let audiences: [String]
        let nonce: String?
        let subject: String?
        let leeway: Int
        let maximumAge: Int?
        let now: NumericDate
    }

    /// What a signature is verified by; it may turn out to be unusable.
    enum KeySource {
        /// An entry as it would stand in a key set.
        case jwk(JSONValue)
        /// The bytes of a secret.
        case secret([UInt8])
    }

    let identifier: String
    let group: String
    let expectation: Expectation
    /// The acceptable codes; any if empty.
    let reasons: [String]
    let subject: Subject
}
