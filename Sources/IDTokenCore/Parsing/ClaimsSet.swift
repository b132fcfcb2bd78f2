/// The claims that rules are about, as places in a scanned payload (RFC 7519 §4.1, OpenID Connect Core §2).
struct ClaimsSet {
    private(set) var issuer: JSONMember?
    private(set) var subject: JSONMember?
    private(set) var audience: JSONMember?
    private(set) var authorizedParty: JSONMember?
    private(set) var expiration: JSONMember?
    private(set) var notBefore: JSONMember?
    private(set) var issuedAt: JSONMember?
    private(set) var authenticationTime: JSONMember?
    private(set) var nonce: JSONMember?

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
                case JSONName.iss: issuer = member
                case JSONName.sub: subject = member
                case JSONName.aud: audience = member
                case JSONName.azp: authorizedParty = member
                case JSONName.exp: expiration = member
                case JSONName.nbf: notBefore = member
                case JSONName.iat: issuedAt = member
                default: break
                }
            case 5 where member.nameWord == JSONName.nonce:
                nonce = member
            case 9 where member.nameWord == JSONName.authTime:
                // The word holds eight of the nine bytes.
                guard scanner.nameByte(member, 8, in: text) == UInt8(ascii: "e") else { break }
                authenticationTime = member
            default:
                break
            }
        }
    }
}
