internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore
internal import Logging
internal import NIOCore

/// `POST /v1/validate/batch`: JSON Lines in, JSON Lines out, as a stream.
///
/// What arrives together is judged together, up to a number of lines, and answered before more is read. So memory is
/// bounded whatever the length of the batch, and a client that does not read its answers is not read from.
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
                var bytes = part.readableBytesView
                while let line = splitter.nextLine(of: &bytes) {
                    judge.add(line)
                    guard judge.isFull else { continue }
                    try await writer.write(ByteBuffer(bytes: await judge.results()))
                }
                if !judge.isEmpty { try await writer.write(ByteBuffer(bytes: await judge.results())) }
            }
            if let last = splitter.lastLine() {
                judge.add(last)
                try await writer.write(ByteBuffer(bytes: await judge.results()))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: fields, body: body)
    }
}
