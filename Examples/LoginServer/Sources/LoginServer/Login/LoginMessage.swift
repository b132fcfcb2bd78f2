/// What an app sends to log its user in: one of the two tokens. Whatever else it sends is not even parsed.
struct LoginMessage: Decodable {
    let idToken: String?
    let accessToken: String?
}
