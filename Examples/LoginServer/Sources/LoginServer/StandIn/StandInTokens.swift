/// What the stand-in hands out at a login.
struct StandInTokens: Codable {
    let idToken: String
    let accessToken: String
}

/// What is wrong with tokens that an attacker comes with.
enum TokenFlaw: String, Codable, CaseIterable {
    /// They are genuine, and were issued to another app.
    case anotherChannel = "another_channel"
    /// The ID token names LINE's key and is signed by another.
    case forgedSignature = "forged_signature"
    /// They are genuine, and two hours old.
    case expired
}
