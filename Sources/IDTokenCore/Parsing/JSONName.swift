/// The member names that rules are about, as ``JSONMember/nameWord`` holds them: their bytes, the first one lowest.
///
/// Written as numbers, because a constant that the compiler must first compute costs a check at every use. A test
/// compares them with the names.
enum JSONName {
    static var alg: UInt64 { 0x67_6C61 }
    static var kid: UInt64 { 0x64_696B }
    static var typ: UInt64 { 0x70_7974 }
    static var crit: UInt64 { 0x7469_7263 }
    static var iss: UInt64 { 0x73_7369 }
    static var sub: UInt64 { 0x62_7573 }
    static var aud: UInt64 { 0x64_7561 }
    static var azp: UInt64 { 0x70_7A61 }
    static var exp: UInt64 { 0x70_7865 }
    static var nbf: UInt64 { 0x66_626E }
    static var iat: UInt64 { 0x74_6169 }
    static var nonce: UInt64 { 0x65_636E_6F6E }
    /// The first eight of the nine bytes of `auth_time`.
    static var authTime: UInt64 { 0x6D69_745F_6874_7561 }
}
