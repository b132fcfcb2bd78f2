import Hummingbird
import IDTokenCore
import IDTokenFoundation
import IDTokenLINE

/// The server's part of a secure login with LINE: the lines to copy into a backend of your own.
struct LoginRoutes: Sendable {
    let line: LINELogin
    let users: UserTable
    /// The nonce of each login that has begun, by the cookie of the browser or app that began it.
    let attempts: ShortMemory<String>
    /// Who is logged in, by cookie.
    let sessions: ShortMemory<String>

    func add(to router: Router<LoginContext>) {
        router.post("login/nonce", use: begin)
        router.post("login", use: logIn)
        router.post("logout", use: logOut)
        router.get("me", use: whoAmI)
    }

    /// Begins a login: the app gets a nonce, which whoever holds the cookie alone can spend.
    @Sendable func begin(_ request: Request, _ context: LoginContext) async throws -> Response {
        let attempt = RandomName.make()
        let nonce = try await line.issueNonce(binding: attempt, at: .now)
        try attempts.remember(nonce.value, as: attempt, at: .now)
        return try .json(["nonce": nonce.value], setting: .attempt(attempt))
    }

    /// Ends a login: a token comes in, and a user is in the table and has a session, or there is a reason why not.
    @Sendable func logIn(_ request: Request, _ context: LoginContext) async throws -> Response {
        let credential = try await credential(in: request, context)
        let verified = try await line.registration(from: credential, at: .now)
        let user = try await users.save(verified, at: .now)
        let session = RandomName.make()
        try sessions.remember(user.id, as: session, at: .now)
        return try .json(user, setting: .session(session))
    }

    /// Of all that the app says one token is read. The nonce to compare comes out of this server's memory.
    private func credential(in request: Request, _ context: LoginContext) async throws -> LINECredential {
        let message = try await LoginMessage.read(from: request, context)
        if let token = message.accessToken { return .accessToken(token) }
        guard let token = message.idToken else { throw Refusal.noToken }
        guard let attempt = request.cookies[.attemptName]?.value, let nonce = attempts.value(of: attempt, at: .now)
        else { throw Refusal.noAttempt }
        return .idToken(token, nonce: nonce, binding: attempt)
    }
}
