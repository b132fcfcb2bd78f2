/// An HTTP client, as far as keys and LINE's API need one: a single request, no redirect followed, no cookie, no cache, no
/// credentials but those in the request.
///
/// What an answer means, where a redirect may lead and when an attempt is over is decided by those who ask, such as
/// ``HTTPKeySetSource``, the same for every client. A client must verify the server's certificate and name and must not
/// offer to leave that out. It must not log the address or the header fields, and its failures must not quote them: an
/// access token may stand there.
public protocol HTTPTransport: Sendable {
    /// Sends one request and reads its answer.
    ///
    /// - Parameters:
    ///   - call: What to send, besides the header fields that every request of the client has.
    ///   - limits: The byte limit, at which reading must stop, and the deadline, which is also kept without the client.
    /// - Throws: ``HTTPFailure`` if there is no answer or its body is longer than the limit. A status is no failure.
    func send(_ call: HTTPCall, limits: FetchLimits) async throws(HTTPFailure) -> HTTPAnswer
}

extension HTTPTransport {
    /// Sends one request and waits no longer than until the deadline, whether the client gives up or not.
    package func boundedSend(_ call: HTTPCall, limits: FetchLimits) async throws(HTTPFailure) -> HTTPAnswer {
        try await Deadline.run(limits) { () async throws(HTTPFailure) in
            try await self.checkedSend(call, limits: limits)
        }
    }

    /// Sends one request and believes no client that an answer keeps to the byte limit.
    func checkedSend(_ call: HTTPCall, limits: FetchLimits) async throws(HTTPFailure) -> HTTPAnswer {
        var call = call
        // A compressed body could be a thousand times as long as what is read, so none is asked for.
        call.fields += [("Accept-Encoding", "identity"), ("User-Agent", "swift-id-token")]
        let answer = try await send(call, limits: limits)
        guard answer.body.count <= limits.maximumBytes else { throw .bodyTooLarge(limits) }
        guard !answer.isCompressed else { throw HTTPFailure(.unexpectedEncoding, "The body is compressed.") }
        return answer
    }
}
