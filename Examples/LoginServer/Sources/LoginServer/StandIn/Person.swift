/// Somebody who has an account with the stand-in.
enum Person: String, Codable, CaseIterable {
    case hana, ken, yuki

    /// A user ID of the shape of LINE's.
    var userID: String {
        switch self {
        case .hana: "U4b1d6e0f9a2c47d58e3b7f6a1c9d0e21"
        case .ken: "U7c3f5a9e1d824b06bf4e2a8d6c1f9b53"
        case .yuki: "Ue90a5d3b7c6148f2a1b4c8e7d5f60392"
        }
    }

    var name: String {
        switch self {
        case .hana: "Hana Sato"
        case .ken: "Ken Mori"
        case .yuki: "Yuki Abe"
        }
    }

    var email: String { "\(rawValue)@example.com" }
}
