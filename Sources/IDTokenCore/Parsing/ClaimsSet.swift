/// The claims that rules are about, as indices into the members of a scanned payload (RFC 7519 §4.1, OpenID Connect
/// Core §2).
struct ClaimsSet {
    private(set) var issuer = MemberIndex.absent
    private(set) var subject = MemberIndex.absent
    private(set) var audience = MemberIndex.absent
    private(set) var authorizedParty = MemberIndex.absent
    private(set) var expiration = MemberIndex.absent
    private(set) var notBefore = MemberIndex.absent
    private(set) var issuedAt = MemberIndex.absent
    private(set) var authenticationTime = MemberIndex.absent
    private(set) var nonce = MemberIndex.absent

    /// A payload without claims.
    init() {}

    /// Picks the claims out of a scanned payload, in one pass over its members.
    @inline(__always)
    init(_ scanner: borrowing JSONScanner, in text: RawSpan) {
        for index in scanner.members.indices {
            let member = scanner.members[index]
            switch member.nameLength {
            case 3:
                switch member.nameWord {
                case JSONName.iss: issuer = MemberIndex(index)
                case JSONName.sub: subject = MemberIndex(index)
                case JSONName.aud: audience = MemberIndex(index)
                case JSONName.azp: authorizedParty = MemberIndex(index)
                case JSONName.exp: expiration = MemberIndex(index)
                case JSONName.nbf: notBefore = MemberIndex(index)
                case JSONName.iat: issuedAt = MemberIndex(index)
                default: break
                }
            case 5:
                if member.nameWord == JSONName.nonce { nonce = MemberIndex(index) }
            case 9:
                // The word holds eight of the nine bytes.
                if member.nameWord == JSONName.authTime,
                    scanner.nameByte(member, 8, in: text) == UInt8(ascii: "e")
                {
                    authenticationTime = MemberIndex(index)
                }
            default:
                break
            }
        }
    }
}

/// The place of a member in a ``JSONMemberBuffer``, or that there is none.
struct MemberIndex {
    let raw: Int32

    static let absent = MemberIndex(-1)

    @inline(__always)
    init(_ index: Int) {
        raw = Int32(truncatingIfNeeded: index)
    }
}
