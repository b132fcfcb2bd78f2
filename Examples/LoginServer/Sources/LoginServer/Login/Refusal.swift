import Hummingbird
import IDTokenCore
import IDTokenLINE
import Logging

/// Why a request got no user, as the app is told: a stable code and one sentence.
struct Refusal: HTTPResponseError, Encodable {
    let status: HTTPResponse.Status
    let code: String
    let reason: String

    private enum CodingKeys: String, CodingKey { case code, reason }

    static let noToken = Refusal(
        status: .badRequest,
        code: "no_token",
        reason: "A token says who somebody is. What an app says itself is not believed."
    )
    static let noAttempt = Refusal(
        status: .unauthorized,
        code: "no_login_attempt",
        reason: "No login has begun here, or it took too long."
    )
    static let full = Refusal(status: .serviceUnavailable, code: "too_many_logins", reason: "Try again in a minute.")

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var response = try Response.json(self)
        response.status = status
        return response
    }
}

extension LINELoginError: @retroactive HTTPResponseError {
    /// 401 for a bad token; 503 where nobody's token can be judged now.
    public var status: HTTPResponse.Status { isRefusal ? .unauthorized : .serviceUnavailable }

    /// The whole reason goes into the log; the app is told what may be told.
    public func response(from request: Request, context: some RequestContext) throws -> Response {
        context.logger.notice("\(self)")
        return try Refusal(status: status, code: code, reason: message).response(from: request, context: context)
    }
}

extension NonceStoreError: @retroactive HTTPResponseError {
    /// 503: no login can begin now.
    public var status: HTTPResponse.Status { .serviceUnavailable }

    /// The code and the sentence.
    public func response(from request: Request, context: some RequestContext) throws -> Response {
        try Refusal(status: status, code: code.rawValue, reason: message).response(from: request, context: context)
    }
}
