import Hummingbird

/// What the page needs to play an app on a phone, and to look behind the scenes. A real backend has none of it.
struct PlayRoutes: Sendable {
    let standIn: StandIn
    let users: UserTable

    func add(to router: Router<LoginContext>) {
        router.post("play/tokens", use: tokens)
        router.get("play/calls", use: calls)
        router.get("play/users", use: table)
    }

    private struct TokenRequest: Decodable {
        let person: Person
        let nonce: String?
        let flaw: TokenFlaw?
    }

    /// What LINE's app on the phone does: it logs the person in and hands the app tokens.
    @Sendable private func tokens(_ request: Request, _ context: LoginContext) async throws -> Response {
        let wanted = try await request.decode(as: TokenRequest.self, context: context)
        return try .json(standIn.logIn(wanted.person, nonce: wanted.nonce, flaw: wanted.flaw))
    }

    /// What the stand-in was asked, so that the page can show what passed between the server and it.
    @Sendable private func calls(_ request: Request, _ context: LoginContext) async throws -> Response {
        try .json(standIn.calls)
    }

    /// The users' table.
    @Sendable private func table(_ request: Request, _ context: LoginContext) async throws -> Response {
        try .json(try await users.all())
    }
}
