/// Fetches a key set from a URL.
///
/// The certificate and the name of the server are verified by the client, and there is no way to leave that out.
/// Redirects are followed within the same scheme, host and port, three at most. Every attempt ends by its own deadline and
/// byte limit, whatever the client does.
///
/// ```swift
/// let source = try HTTPKeySetSource("https://api.line.me/oauth2/v2.1/certs")
/// ```
public struct HTTPKeySetSource: KeySetSource {
    /// Where the key set is.
    public let address: KeySetAddress
    private let client: HTTPClient

    /// Makes a source that fetches by the toolchain's `URLSession`.
    ///
    /// - Parameters:
    ///   - address: The URL of the key set.
    ///   - transport: Whether `http` on a loopback address is allowed.
    /// - Throws: ``KeySetFetchError`` with ``KeySetFetchError/Code/invalidAddress``.
    public init(_ address: String, transport: KeySetAddress.Transport = .httpsOnly) throws(KeySetFetchError) {
        self.init(try KeySetAddress(address, transport: transport), client: URLSessionTransport())
    }

    /// Makes a source that fetches by another client.
    public init(_ address: KeySetAddress, client: some HTTPTransport) {
        self.address = address
        self.client = HTTPClient(client)
    }

    /// The URL, in which eight characters of its digest stand for a query: two that differ in nothing else are different
    /// sources, and what is in it does not belong into a log.
    public var name: String { address.sourceName }

    /// Makes one attempt.
    public func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        let (client, address) = (self.client, self.address)
        return try await Deadline.run(request.limits) { () async throws(KeySetFetchError) in
            try await client.fetchKeySet(address, request)
        }
    }
}

/// What is the same for every HTTP client: redirects, statuses, versions.
struct HTTPClient: Sendable {
    /// Enough for a path that was moved, and too few for a circle to matter.
    static let maximumRedirects = 3

    private let transport: any HTTPTransport

    init(_ transport: some HTTPTransport) {
        self.transport = transport
    }

    /// Fetches a document that may be found unchanged.
    func fetchKeySet(_ address: KeySetAddress, _ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer
    {
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
    func fetchDocument(_ address: KeySetAddress, limits: FetchLimits) async throws(KeySetFetchError) -> HTTPAnswer {
        let answer = try await get(address, fields: [("Accept", "application/json")], limits: limits)
        guard answer.status == 200 else { throw Self.unexpected(answer) }
        return answer
    }

    private func get(
        _ address: KeySetAddress,
        fields: [(name: String, value: String)],
        limits: FetchLimits
    ) async throws(KeySetFetchError) -> HTTPAnswer {
        // A compressed body could be a thousand times as long as what is read, so none is asked for.
        let fields = fields + [("Accept-Encoding", "identity"), ("User-Agent", "swift-id-token")]
        var address = address
        for _ in 0...Self.maximumRedirects {
            let answer = try await transport.get(address, fields: fields, limits: limits)
            guard answer.body.count <= limits.maximumBytes else { throw .bodyTooLarge(limits) }
            if let encoding = answer["content-encoding"], encoding.lowercased() != "identity" {
                throw KeySetFetchError(.unexpectedEncoding, "The body is compressed.", status: answer.status)
            }
            guard [301, 302, 303, 307, 308].contains(answer.status) else { return answer }
            guard let location = answer["location"] else {
                throw KeySetFetchError(.redirectRefused, "A redirect leads nowhere.", status: answer.status)
            }
            address = try address.following(location)
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
