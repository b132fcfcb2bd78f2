/// Fetches what belongs to key sets, the same by every HTTP client: redirects, statuses, versions.
struct KeySetClient: Sendable {
    /// Enough for a path that was moved, and too few for a circle to matter.
    static let maximumRedirects = 3

    private let transport: any HTTPTransport

    init(_ transport: some HTTPTransport) {
        self.transport = transport
    }

    /// Fetches a document that may be found unchanged.
    func fetchKeySet(_ address: HTTPAddress, _ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        var fields: [(name: String, value: String)] = [("Accept", "application/jwk-set+json, application/json")]
        // RFC 9110 §13.1.3: with an entity tag the date is not looked at, and some servers only know dates.
        if let tag = request.version?.entityTag { fields.append(("If-None-Match", tag)) }
        if let date = request.version?.lastModified { fields.append(("If-Modified-Since", date)) }
        let answer = try await get(address, fields: fields, limits: request.limits)
        switch answer.status {
        case 200: return .body(answer.body, answer.freshness)
        case 304 where request.version != nil: return .notModified(answer.freshness)
        case 304:
            throw KeySetFetchError(.notModifiedWithoutSet, "The answer is 304 to a first request.", status: 304)
        default: throw Self.unexpected(answer)
        }
    }

    /// Fetches a JSON document.
    func fetchDocument(_ address: HTTPAddress, limits: FetchLimits) async throws(KeySetFetchError) -> HTTPAnswer {
        let answer = try await get(address, fields: [("Accept", "application/json")], limits: limits)
        guard answer.status == 200 else { throw Self.unexpected(answer) }
        return answer
    }

    private func get(
        _ address: HTTPAddress,
        fields: [(name: String, value: String)],
        limits: FetchLimits
    ) async throws(KeySetFetchError) -> HTTPAnswer {
        var call = HTTPCall(.get, address, fields: fields)
        for _ in 0...Self.maximumRedirects {
            let answer: HTTPAnswer
            do throws(HTTPFailure) {
                answer = try await transport.checkedSend(call, limits: limits)
            } catch {
                throw KeySetFetchError(error)
            }
            guard [301, 302, 303, 307, 308].contains(answer.status) else { return answer }
            guard let location = answer["location"] else {
                throw KeySetFetchError(.redirectRefused, "A redirect leads nowhere.", status: answer.status)
            }
            call.address = try call.address.following(location)
        }
        throw KeySetFetchError(.redirectRefused, "There are more than \(Self.maximumRedirects) redirects.")
    }

    private static func unexpected(_ answer: HTTPAnswer) -> KeySetFetchError {
        KeySetFetchError(
            .unexpectedStatus,
            "The status is \(answer.status).",
            status: answer.status,
            retryAfter: answer.retryAfter
        )
    }
}
