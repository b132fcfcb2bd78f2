import GRDB
import IDTokenLINE

/// A row of the users' table.
struct User: Codable, FetchableRecord, Sendable, Equatable {
    /// LINE's user ID.
    let id: String
    let name: String?
    let picture: String?
    let email: String?
    /// How it was proven who the user is, at the last login.
    let proof: String
    /// How many times the user has logged in.
    let logins: Int
    /// When the user logged in last, in seconds since 1970.
    let lastLogin: Int64
}

extension LINEUser.Proof {
    /// In a word, for the table.
    var summary: String {
        switch self {
        case .idToken: "ID token"
        case .accessToken: "access token"
        }
    }
}
