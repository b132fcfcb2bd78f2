internal import IDTokenCore

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
    public let address: HTTPAddress
    private let client: KeySetClient

    /// Makes a source that fetches by the toolchain's `URLSession`.
    ///
    /// - Parameters:
    ///   - address: The URL of the key set.
    ///   - transport: Whether `http` on a loopback address is allowed.
    /// - Throws: ``KeySetFetchError`` with ``KeySetFetchError/Code/invalidAddress``.
    public init(_ address: String, transport: HTTPAddress.Transport = .httpsOnly) throws(KeySetFetchError) {
        do throws(HTTPFailure) {
            self.init(try HTTPAddress(address, transport: transport), client: URLSessionTransport())
        } catch {
            throw KeySetFetchError(error)
        }
    }

    /// Makes a source that fetches by another client.
    public init(_ address: HTTPAddress, client: some HTTPTransport) {
        self.address = address
        self.client = KeySetClient(client)
    }

    /// The URL, in which eight characters of its digest stand for a query: two that differ in nothing else are different
    /// sources, and what is in it does not belong into a log.
    public var name: String {
        let url = address.url
        guard let mark = url.firstIndex(of: "?") else { return address.description }
        let digest = SHA256Digest.of(Array(url[mark...].utf8)).bytes
        return "\(address)#\(Base64URL.encode(digest.prefix(6)))"
    }

    /// Makes one attempt.
    public func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        let (client, address) = (self.client, self.address)
        return try await Deadline.run(request.limits) { () async throws(KeySetFetchError) in
            try await client.fetchKeySet(address, request)
        }
    }
}
