internal import IDTokenCore
internal import Logging

/// Judges the lines of a batch in their order, as many at once as there are, and writes their results.
struct BatchJudge {
    let logins: LoginJudge
    let maximumLineBytes: Int
    let logger: Logger
    /// The number of the last line that was judged.
    private var line = 0

    init(logins: LoginJudge, maximumLineBytes: Int, logger: Logger) {
        (self.logins, self.maximumLineBytes, self.logger) = (logins, maximumLineBytes, logger)
    }

    /// Judges lines and returns their results, one JSON object a line.
    ///
    /// Lines of one issuer that follow one another are one batch. Nonces are spent in the order of the lines, whosesoever
    /// they are.
    mutating func judge(_ lines: [[UInt8]]) async -> [UInt8] {
        var writer = JSONWriter(capacity: lines.count * 512)
        var batch = TokenBatch()
        var bindings: [String?] = []
        var position = 0
        for line in lines {
            // A line that does not parse is a token that is none.
            let isTooLong = line.count > maximumLineBytes
            let request = isTooLong ? nil : TokenRequest(parsing: line.span)
            let next = request.map { logins.providers.position(for: $0.token) } ?? position
            if next != position {
                await judge(batch, bindings, position, into: &writer)
                batch.removeAll(keepingCapacity: true)
                bindings.removeAll(keepingCapacity: true)
                position = next
            }
            if isTooLong {
                batch.append(line.span)
            } else {
                batch.append(request?.token ?? "", nonce: request?.nonce, subject: request?.subject)
            }
            bindings.append(request?.binding)
        }
        await judge(batch, bindings, position, into: &writer)
        return writer.bytes
    }

    private mutating func judge(
        _ batch: TokenBatch,
        _ bindings: [String?],
        _ position: Int,
        into writer: inout JSONWriter
    ) async {
        guard !batch.isEmpty else { return }
        let results = await logins.providers.providers[position].judge.validator.validateBatch(
            batch,
            at: logins.now(),
            spending: logins.nonces,
            binding: { bindings[$0] }
        )
        for result in results {
            line += 1
            writer.beginObject()
            writer.member("line", line)
            append(result, to: &writer)
            writer.endObject()
            writer.newline()
        }
    }

    private func append(_ result: LoginResult, to writer: inout JSONWriter) {
        switch result {
        case .valid(let token):
            logins.meters.noteValid(route: .batch)
            writer.member("valid", true)
            writer.member("algorithm", token.algorithm.rawValue)
            writer.member("key_id", token.key?.keyIdentifier)
            writer.member("claims", json: token.payload)
        case .rejected(let error):
            logins.meters.noteRejection(error, route: .batch)
            logins.note(error, logger)
            writer.append(error)
        case .notJudged:
            writer.member("valid", false)
            writer.member("judged", false)
        }
    }
}
