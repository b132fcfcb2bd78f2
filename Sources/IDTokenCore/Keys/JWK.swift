/// One entry of a JWK Set (RFC 7517 §4), usable or not.
///
/// An entry that cannot verify ES256 is kept with the reason, so that one odd key never sinks a set and a diagnosis can
/// name it.
public struct JWK: Sendable {
    /// Why an entry cannot verify ES256 signatures.
    public enum Unusability: Hashable, Sendable, CustomStringConvertible {
        /// The entry is no JSON object.
        case notAnObject
        /// A member name occurs twice in the entry.
        case duplicateMember
        /// A member that is read has the wrong JSON type.
        case wrongType(member: String)
        /// A required member is absent.
        case missing(member: String)
        /// `kty` is not `EC`; a symmetric key in a key set is never used.
        case unsupportedKeyType(String)
        /// `crv` is not `P-256`.
        case unsupportedCurve(String)
        /// `alg` names another algorithm than ES256.
        case otherAlgorithm(String)
        /// `use` is not `sig`.
        case otherUse(String)
        /// `key_ops` does not hold `verify`.
        case otherOperations([String])
        /// A coordinate is not strict base64url of 32 bytes, leading zeros beyond that not counted.
        case invalidCoordinate(member: String)
        /// The coordinates are not those of a point on P-256, or not below the prime of its field.
        case notOnCurve
        /// Another entry has the same key identifier and other key material.
        case ambiguousKeyIdentifier
        /// Keys are pinned by their thumbprints, and this one's is not among them.
        case notPinned

        /// One phrase for people, with foreign text escaped.
        public var description: String {
            switch self {
            case .notAnObject: "it is no JSON object"
            case .duplicateMember: "it names a member twice"
            case .wrongType(let member): "its \(member) has the wrong JSON type"
            case .missing(let member): "it has no \(member)"
            case .unsupportedKeyType("oct"): "its kty is oct: a shared secret is never taken from a key set"
            case .unsupportedKeyType(let type): "its kty is \(ForeignText.shown(type)), not EC"
            case .unsupportedCurve(let curve): "its crv is \(ForeignText.shown(curve)), not P-256"
            case .otherAlgorithm(let algorithm): "its alg is \(ForeignText.shown(algorithm)), not ES256"
            case .otherUse(let use): "its use is \(ForeignText.shown(use)), not sig"
            case .otherOperations: "its key_ops do not hold verify"
            case .invalidCoordinate(let member): "its \(member) is not strict base64url of 32 bytes"
            case .notOnCurve: "its x and y are no point of P-256"
            case .ambiguousKeyIdentifier: "another key of the set has the same kid"
            case .notPinned: "its thumbprint is not one of those that are pinned"
            }
        }
    }

    /// Something about an entry that its publisher should mend, though it does not keep the key from being used.
    public enum Note: Hashable, Sendable, CustomStringConvertible {
        /// A coordinate has more than 32 bytes, the excess being leading zeros.
        case excessLeadingZeros(member: String)
        /// A private member (`d` and the like) stands in a set that is public.
        case privateMember(String)
        /// There is no key identifier, so that the key is found only while it is the only one.
        case noKeyIdentifier

        /// One phrase for people.
        public var description: String {
            switch self {
            case .excessLeadingZeros(let member): "its \(member) has leading zeros beyond 32 bytes"
            case .privateMember(let member): "it publishes the private member \(member)"
            case .noKeyIdentifier: "it has no kid"
            }
        }
    }

    /// `kid`, if there is one.
    public let keyIdentifier: String?
    /// `kty`, if there is one.
    public let keyType: String?
    /// `alg`, if there is one.
    public let algorithm: String?
    /// `use`, if there is one.
    public let use: String?
    /// `crv`, if there is one.
    public let curve: String?
    /// The SHA-256 thumbprint (RFC 7638) in base64url, of entries of type EC, RSA and OKP whose members are all there.
    /// The thumbprint of a symmetric key is never made: it would allow guessing the key.
    public let thumbprint: String?
    /// Why the entry cannot verify ES256 signatures, or `nil` if it can.
    public internal(set) var unusability: Unusability?
    /// What should be mended.
    public let notes: [Note]
    /// What tells this key's material from another's: two entries of one key identifier must agree in it.
    package let material: [UInt8]
    /// The key, if the entry is usable or was made unusable only by its neighbours.
    let publicKey: ES256PublicKey?

    /// Whether the entry can verify ES256 signatures.
    public var isUsable: Bool { unusability == nil }
}
