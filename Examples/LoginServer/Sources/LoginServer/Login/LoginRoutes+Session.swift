import Hummingbird
import IDTokenFoundation

extension LoginRoutes {
    /// Who is logged in here, as the table says; `null` if nobody is.
    @Sendable func whoAmI(_ request: Request, _ context: LoginContext) async throws -> Response {
        guard let session = request.cookies[.sessionName]?.value, let userID = sessions.value(of: session, at: .now)
        else { return try .json(User?.none) }
        return try .json(try await users.user(userID))
    }

    /// Ends the session, on the server as well as in the browser.
    @Sendable func logOut(_ request: Request, _ context: LoginContext) async throws -> Response {
        if let session = request.cookies[.sessionName]?.value { sessions.forget(session) }
        return try .json([String: String](), setting: .endOfSession)
    }
}
