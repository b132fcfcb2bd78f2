internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore

/// `POST /oauth2/v2.1/verify`: what LINE's own endpoint of this path does, without asking LINE.
///
/// The token must be for the very client that the form names. A nonce is compared, as LINE does, and not spent.
struct VerifyRoute: Sendable {
    static let path = "/oauth2/v2.1/verify"
    private static let names: Set<String> = ["id_token", "client_id", "nonce", "user_id"]

    let providers: ProviderTable
    let now: @Sendable () -> NumericDate
    let keyWait: Duration
    let limits: ServerLimits
    let meters: ServerMeters

    func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        var response = try await judge(request)
        // Under the name that callers of LINE look for.
        if let name = HTTPField.Name("x-line-request-id") { response.headers[name] = context.requestID }
        return response
    }

    private func judge(_ request: Request) async throws -> Response {
        let body = try await request.bytes(atMost: limits.maximumBodyBytes)
        guard let form = FormFields(body, names: Self.names) else {
            return LINEAnswer.invalidRequest("The form is malformed.")
        }
        guard let token = form["id_token"] else {
            return LINEAnswer.invalidRequest("The parameter id_token is missing.")
        }
        guard let client = form["client_id"], !client.isEmpty else {
            return LINEAnswer.invalidRequest("The parameter client_id is missing.")
        }
        guard let judge = providers.judge(for: token, client: client) else {
            meters.noteRejection(.audienceMismatch, route: .verify)
            return LINEAnswer.invalidRequest(LINEAnswer.description(of: .audienceMismatch))
        }
        do throws(IDTokenError) {
            let validated = try await judge.validate(
                token,
                nonce: form["nonce"],
                subject: form["user_id"],
                at: now(),
                waitingUpTo: keyWait
            )
            meters.noteValid(route: .verify)
            return Answer.json(.ok, validated.payload)
        } catch {
            meters.noteRejection(error.code, route: .verify)
            return LINEAnswer.rejection(error)
        }
    }
}
