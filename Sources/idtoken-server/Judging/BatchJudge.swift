internal import IDTokenCore
internal import Logging

/// Judges the lines of a batch in their order, some at a time, and writes their results.
struct BatchJudge {
    /// Enough to make full batches of signatures; the results of as many take some 200 KB.
    private static let capacity = 256

    private let logins: LoginJudge
    private let maximumLineBytes: Int
    private let logger: Logger

    /// Lines of one issuer, one after another.
    private struct Run {
        let provider: Int
        var batch = TokenBatch()
        var bindings: [String?] = []
    }

    private var runs: [Run] = []
    private var count = 0
    /// The number of the last line that was judged.
    private var line = 0

    init(logins: LoginJudge, maximumLineBytes: Int, logger: Logger) {
        (self.logins, self.maximumLineBytes, self.logger) = (logins, maximumLineBytes, logger)
    }

    var isEmpty: Bool { count == 0 }

    /// Whether the lines should be judged before more are added.
    var isFull: Bool { count >= Self.capacity }

    /// Adds a line. One that is too long or does not parse is a token that is none.
    mutating func add(_ line: [UInt8]) {
        count += 1
        guard line.count <= maximumLineBytes, let request = TokenRequest(parsing: line.span) else {
            let run = run(of: runs.last?.provider ?? 0)
            if line.count > maximumLineBytes { runs[run].batch.append(line.span) } else { runs[run].batch.append("") }
            runs[run].bindings.append(nil)
            return
        }
        let run = run(of: logins.providers.position(for: request.token))
        runs[run].batch.append(request.token, nonce: request.nonce, subject: request.subject)
        runs[run].bindings.append(request.binding)
    }

    /// The place of the last run, which is a new one if the last is another issuer's.
    private mutating func run(of provider: Int) -> Int {
        if runs.last?.provider != provider { runs.append(Run(provider: provider)) }
        return runs.count - 1
    }

    /// Judges what was added and returns the results, one JSON object a line. Nonces are spent in the order of the lines,
    /// whosesoever tokens they are.
    mutating func results() async -> [UInt8] {
        var writer = JSONWriter(capacity: count * 512)
        for run in runs { await judge(run, into: &writer) }
        runs.removeAll(keepingCapacity: true)
        count = 0
        return writer.bytes
    }

    private mutating func judge(_ run: Run, into writer: inout JSONWriter) async {
        let results = await logins.providers.providers[run.provider].judge.validator.validateBatch(
            run.batch,
            at: logins.now(),
            spending: logins.nonces,
            binding: { run.bindings[$0] }
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
