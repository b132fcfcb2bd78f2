import Hummingbird

/// What an app sends to log its user in: one of the two tokens. Whatever else it sends is not even parsed.
struct LoginMessage: Decodable {
    let idToken: String?
    let accessToken: String?

    /// Reads the message of a request, which has to say that it is JSON: a form on another site cannot say that, and so
    /// cannot log a visitor in as somebody else.
    static func read(from request: Request, _ context: LoginContext) async throws -> LoginMessage {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
            throw HTTPError(.unsupportedMediaType)
        }
        return try await request.decode(as: LoginMessage.self, context: context)
    }
}
