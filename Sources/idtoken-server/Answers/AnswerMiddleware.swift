internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// What every answer has, whatever the route: a request ID, the fields that keep it out of caches, a count and a line in
/// the log. The line holds neither path nor query, because a careless client may have put a token there.
struct AnswerMiddleware: RouterMiddleware {
    let meters: ServerMeters

    func handle(
        _ request: Request,
        context: ServerContext,
        next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        context.requestID = RequestID.sane(request.headers[.requestID]) ?? RequestID.random()
        context.logger[metadataKey: LineLogHandler.requestIDKey] = "\(context.requestID)"
        let route = Route(path: request.uri.path)
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = Self.answer(to: error.status, route)
        } catch {
            // The kind of the error alone: its text may quote the request.
            context.logger.error("A request failed.", metadata: ["error": "\(type(of: error))"])
            response = Answer.problem(.internalServerError, "internal_error", "The request could not be answered.")
        }
        response.headers[.requestID] = context.requestID
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        let duration = start.duration(to: .now)
        meters.noteAnswer(route: route, status: response.status.code, took: duration)
        context.logger.debug(
            "A request was answered.",
            metadata: [
                "method": "\(Self.shown(request.method))", "route": "\(route.rawValue)",
                "status": "\(response.status.code)", "duration": "\(duration)",
            ]
        )
        return response
    }

    private static func answer(to status: HTTPResponse.Status, _ route: Route) -> Response {
        switch status {
        case .notFound:
            guard let method = route.method else {
                return Answer.problem(.notFound, "not_found", "There is nothing at this path.")
            }
            var response = Answer.problem(.methodNotAllowed, "method_not_allowed", "The path answers to \(method).")
            response.headers[.allow] = method
            return response
        case .contentTooLarge:
            return Answer.problem(.contentTooLarge, Refusal.bodyTooLarge.rawValue, Refusal.bodyTooLarge.message)
        default:
            return Answer.problem(status, "invalid_request", "The request cannot be answered.")
        }
    }

    /// A method of the client's own could be anything.
    private static func shown(_ method: HTTPRequest.Method) -> String {
        [.get, .post, .head, .put, .delete, .options, .patch].contains(method) ? method.rawValue : "other"
    }
}

extension HTTPField.Name {
    /// `X-Request-ID`, by which a request is found in the logs of all who handled it.
    static let requestID = Self("X-Request-ID") ?? .xContentTypeOptions
}
