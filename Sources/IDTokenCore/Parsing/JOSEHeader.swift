/// What the rules need of a protected header (RFC 7515 §4).
struct JOSEHeader {
    /// The algorithm, or `nil` if `alg` is missing, no string, or none that this package verifies.
    private(set) var algorithm: SigningAlgorithm?
    private(set) var algorithmMember: JSONMember?
    private(set) var keyIdentifier: JSONMember?
    private(set) var type: JSONMember?
    private(set) var hasCritical = false
    /// Whether `typ` is absent or names a JWT: `JWT`, or the media type with its `application/` (RFC 7519 §5.1,
    /// RFC 7515 §4.1.9), in any case.
    private(set) var isJWT = true

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
                if JSONText.string(member, in: text, equals: "ES256".utf8.span) { algorithm = .es256 }
                if JSONText.string(member, in: text, equals: "HS256".utf8.span) { algorithm = .hs256 }
            case (JSONName.kid, 3):
                guard member.kind == .string else { throw Rejection(.malformedToken, .keyIdentifier) }
                keyIdentifier = member
            case (JSONName.typ, 3):
                type = member
                isJWT =
                    member.kind == .string
                    && (JSONText.string(member, in: text, equalsIgnoringASCIICase: "jwt".utf8.span)
                        || JSONText.string(member, in: text, equalsIgnoringASCIICase: "application/jwt".utf8.span))
            case (JSONName.crit, 4):
                hasCritical = true
            default:
                break
            }
        }
    }
}
