internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore
internal import Logging
internal import NIOCore

/// `POST /v1/validate/batch`: JSON Lines in, JSON Lines out, as a stream.
///
/// What arrives together is judged together and answered before more is read, so memory is bounded by what the socket
/// holds, whatever the length of the batch, and a client that does not read its answers is not read from.
struct BatchRoute: Sendable {
    static let path = "/v1/validate/batch"

    let logins: LoginJudge
    let limits: ServerLimits

    func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        guard logins.providers.keyStatuses.areReady else {
            return Answer.problem(
                .serviceUnavailable,
                ReasonCode.keysUnavailable.rawValue,
                "No trusted key set is available.",
                retryAfter: 1
            )
        }
        var fields = HTTPFields()
        fields[.contentType] = "application/jsonl; charset=utf-8"
        let body = ResponseBody { writer in
            var splitter = LineSplitter(limit: limits.maximumLineBytes)
            var judge = BatchJudge(logins: logins, maximumLineBytes: limits.maximumLineBytes, logger: context.logger)
            for try await part in request.body {
                let output = await judge.judge(splitter.lines(of: part.readableBytesView))
                if !output.isEmpty { try await writer.write(ByteBuffer(bytes: output)) }
            }
            if let last = splitter.lastLine() {
                try await writer.write(ByteBuffer(bytes: await judge.judge([last])))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: fields, body: body)
    }
}
