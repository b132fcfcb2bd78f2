internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore

/// `POST /v1/validate`: the whole decision on one login.
struct ValidateRoute: Sendable {
    static let path = "/v1/validate"

    let logins: LoginJudge
    let limits: ServerLimits

    func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.bytes(atMost: limits.maximumBodyBytes)
        guard let wanted = TokenRequest(parsing: body.span) else {
            return Answer.problem(
                .badRequest,
                "invalid_request",
                "The body must be one JSON object with a string token, and strings nonce, binding and subject if at all."
            )
        }
        do throws(LoginError) {
            let validated = try await logins.validate(wanted, logger: context.logger)
            logins.meters.noteValid(route: .validate)
            return Answer.json(.ok) { writer in
                writer.member("valid", true)
                writer.member("claims", json: validated.payload)
            }
        } catch {
            logins.meters.noteRejection(error, route: .validate)
            return Self.answer(to: error)
        }
    }

    /// 401 if the token is bad; 503 if nobody's token can be judged now, or no nonce be spent.
    static func answer(to error: LoginError) -> Response {
        guard let rejection = error.rejection else {
            return Answer.json(.serviceUnavailable, retryAfter: 1) { $0.append(error) }
        }
        guard rejection.code.failureClass == .keys else { return Answer.json(.unauthorized) { $0.append(error) } }
        return Answer.json(.serviceUnavailable, retryAfter: rejection.retryAfterSeconds ?? 1) { $0.append(error) }
    }
}
