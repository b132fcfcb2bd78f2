internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore
internal import NIOCore

/// The page at `/`, its style and script, and what they ask of this server.
///
/// A token is judged by the validators of the other routes and by the keys they hold, but nothing comes of it: no nonce is
/// spent, no key set refreshed, nothing counted, stored or logged.
struct PageRoutes: Sendable {
    /// All validators of this server, to say what they accept.
    let validators: [IDTokenValidator]
    /// The validator that is responsible for a token; one is, whatever the token says.
    let responsible: @Sendable (_ token: String) -> IDTokenValidator
    /// The time.
    let now: @Sendable () -> NumericDate

    /// Several times what a token may be, so that one that is too long is judged to be so.
    private static let maximumBodyBytes = 131_072

    /// Adds the routes.
    func add(to router: some RouterMethods<some RequestContext>) {
        for file in PageFile.all {
            router.get(RouterPath(file.path)) { _, _ in file.response }
        }
        router.get("/page/policy") { _, _ in
            let time = now()
            return try Self.answer(validators.map { PagePolicy($0, at: time) })
        }
        router.post("/page/report") { request, _ in
            var request = request
            let body = try await request.collectBody(upTo: Self.maximumBodyBytes)
            guard let question = try? JSONDecoder().decode(PageQuestion.self, from: Data(body.readableBytesView)) else {
                throw HTTPError(.badRequest)
            }
            let judge = PageJudge(responsible(question.token), now: now())
            return try Self.answer(judge.report(on: question))
        }
    }

    private static func answer(_ value: some Encodable) throws -> Response {
        let bytes = try JSONEncoder().encode(value)
        return Response(
            status: .ok,
            headers: PageFile.fields(type: "application/json", isKept: false),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
