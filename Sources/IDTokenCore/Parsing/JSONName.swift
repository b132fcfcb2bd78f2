/// The member names that rules are about, as ``JSONMember/nameWord`` holds them.
enum JSONName {
    static let alg = word("alg")
    static let kid = word("kid")
    static let typ = word("typ")
    static let crit = word("crit")
    static let iss = word("iss")
    static let sub = word("sub")
    static let aud = word("aud")
    static let azp = word("azp")
    static let exp = word("exp")
    static let nbf = word("nbf")
    static let iat = word("iat")
    static let nonce = word("nonce")
    /// The first eight of the nine bytes of `auth_time`.
    static let authTime = word("auth_tim")

    /// Up to eight ASCII bytes, the first one lowest.
    @inline(__always)
    private static func word(_ name: StaticString) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<name.utf8CodeUnitCount {
            word |= unsafe UInt64(name.utf8Start[index]) << UInt64(8 * index)
        }
        return word
    }
}
