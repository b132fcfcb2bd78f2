/// What the rules need of a protected header (RFC 7515 §4).
struct JOSEHeader {
    /// The algorithm, or `nil` if `alg` is missing, no string, or none that this package verifies.
    private(set) var algorithm: SigningAlgorithm?
    private(set) var algorithmMember: JSONMember?
    private(set) var keyIdentifier: JSONMember?
    private(set) var type: JSONMember?
    private(set) var hasCritical = false

    /// A header without members.
    init() {}

    /// Picks the members out of a scanned header.
    ///
    /// A `kid` that is no string is malformed (RFC 7515 §4.1.4). `jku`, `jwk`, `x5u` and `x5c` are never looked at:
    /// a token does not choose the key that judges it.
    init(_ scanner: borrowing JSONScanner, in text: RawSpan) throws(Rejection) {
        for index in scanner.members.indices {
            let member = scanner.members[index]
            switch (member.nameWord, member.nameLength) {
            case (JSONName.alg, 3):
                algorithmMember = member
                algorithm = SigningAlgorithm.allCases.first {
                    JSONText.string(member, in: text, equals: $0.rawValue.utf8.span)
                }
            case (JSONName.kid, 3):
                guard member.kind == .string else { throw Rejection(.malformedToken, .keyIdentifier) }
                keyIdentifier = member
            case (JSONName.typ, 3):
                type = member
            case (JSONName.crit, 4):
                hasCritical = true
            default:
                break
            }
        }
    }

    /// Whether `typ` is absent or names a JWT: `JWT`, or the media type with its `application/` (RFC 7519 §5.1,
    /// RFC 7515 §4.1.9), in any case.
    func isJWT(in text: RawSpan) -> Bool {
        guard let type else { return true }
        return type.kind == .string
            && (JSONText.string(type, in: text, equalsIgnoringASCIICase: "jwt".utf8.span)
                || JSONText.string(type, in: text, equalsIgnoringASCIICase: "application/jwt".utf8.span))
    }
}
