internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore

/// The page at `/`, its style and script, and what they ask of this server.
///
/// A token is judged by the validators of the other routes and by the keys they hold, but nothing comes of it: no nonce is
/// spent, no key set refreshed, and no verdict counted, stored or logged.
struct PageRoutes: Sendable {
    let providers: ProviderTable
    let now: @Sendable () -> NumericDate
    let limits: ServerLimits

    /// Adds the routes.
    func add(to router: Router<ServerContext>) {
        for file in PageFile.all {
            router.get(RouterPath(file.path)) { _, _ in file.response }
        }
        router.get("/page/policy") { _, _ in
            let time = now()
            return try Self.answer(providers.providers.map { PagePolicy($0.judge.validator, at: time) })
        }
        router.post("/page/report") { request, _ in
            let body = try await request.bytes(atMost: limits.maximumBodyBytes)
            guard let question = PageQuestion(parsing: body.span) else {
                return Answer.problem(
                    .badRequest,
                    "invalid_request",
                    "The body must be one JSON object with a string token, and strings nonce and subject and an integer at "
                        + "if at all."
                )
            }
            let validator = providers.judge(for: question.token).validator
            return try Self.answer(PageJudge(validator, now: now()).report(on: question))
        }
    }

    private static func answer(_ value: some Encodable) throws -> Response {
        var response = Answer.json(.ok, Array(try JSONEncoder().encode(value)))
        PageFile.protect(&response)
        return response
    }
}
