internal import IDTokenCore
public import IDTokenJWKS

/// Asks LINE's API about access tokens, which only LINE can judge, and for a second opinion on ID tokens.
///
/// Every call has one total time, whatever it takes inside; one retry where LINE answers with a status of 500 and above;
/// and a bound on what it reads. An access token stands in a URL only where LINE's interface wants it there, and no error
/// holds one.
public struct LINEAPIClient: Sendable {
    /// Where LINE's API is.
    public let endpoint: LINEEndpoint
    /// The bounds of a call.
    ///
    /// The deadline is for all of it: both requests, the retry, name lookup, handshakes, every byte of the bodies.
    public let limits: FetchLimits

    private let client: any HTTPTransport
    private let retryDelay: @Sendable () -> Duration

    /// Makes a client; it can be used from any number of tasks.
    ///
    /// - Parameters:
    ///   - endpoint: Where LINE's API is.
    ///   - client: What sends the requests.
    ///   - limits: The bounds of a call; 5 seconds and 64 KiB unless told otherwise. LINE's answers have some hundred bytes.
    ///   - retryDelay: How long to wait before the one retry. Random unless told otherwise, so that the callers who were
    ///     turned away together do not come back together.
    public init(
        endpoint: LINEEndpoint = .production,
        client: any HTTPTransport = URLSessionTransport(),
        limits: FetchLimits = FetchLimits(maximumBytes: 64 * 1024),
        retryDelay: @escaping @Sendable () -> Duration = { .milliseconds(Int.random(in: 100...400)) }
    ) {
        self.endpoint = endpoint
        self.client = client
        self.limits = limits
        self.retryDelay = retryDelay
    }

    /// When a call that begins now has to end.
    var deadline: ContinuousClock.Instant { ContinuousClock.now.advanced(by: limits.deadline) }

    /// Sends a request, once more if LINE answers that it failed, and returns the answer's status and JSON object.
    ///
    /// - Throws: ``LINEAPIError`` if there is no answer, or one of a status of 500 and above, or 429, or none that LINE
    ///   documents. Statuses of 400, 401 and 403 are for the caller to read.
    func ask(
        _ request: HTTPCall,
        until deadline: ContinuousClock.Instant
    ) async throws(LINEAPIError) -> (status: Int, object: JSONValue) {
        var answer = try await send(request, until: deadline)
        if answer.status >= 500 {
            let delay = retryDelay()
            if ContinuousClock.now.advanced(by: delay) < deadline {
                do {
                    try await Task.sleep(for: delay, clock: .continuous)
                } catch {
                    throw LINEAPIError(HTTPFailure.cancelled)
                }
                answer = try await send(request, until: deadline)
            }
        }
        switch answer.status {
        case 200, 400, 401, 403:
            return (answer.status, try Self.object(answer))
        case 429, 500...:
            throw LINEAPIError(.unavailable, "LINE cannot answer now (status \(answer.status)).", status: answer.status)
        default:
            throw LINEAPIError(
                .unusableAnswer,
                "LINE answered with a status that it does not document (\(answer.status)).",
                status: answer.status
            )
        }
    }

    private func send(
        _ request: HTTPCall,
        until deadline: ContinuousClock.Instant
    ) async throws(LINEAPIError) -> HTTPAnswer {
        var limits = limits
        limits.deadline = ContinuousClock.now.duration(to: deadline)
        do throws(HTTPFailure) {
            guard limits.deadline > .zero else { throw .deadlineExceeded(limits) }
            return try await client.boundedSend(request, limits: limits)
        } catch {
            throw LINEAPIError(error)
        }
    }

    private static func object(_ answer: HTTPAnswer) throws(LINEAPIError) -> JSONValue {
        guard let value = try? JSONValue(parsing: answer.body), value.objectValue != nil, !value.hasDuplicateNames
        else {
            throw LINEAPIError(.unusableAnswer, "LINE's answer is not one JSON object.", status: answer.status)
        }
        return value
    }
}
