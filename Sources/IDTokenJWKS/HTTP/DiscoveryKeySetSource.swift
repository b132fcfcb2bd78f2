internal import IDTokenCore
internal import Synchronization

/// Finds an issuer's key set by OpenID Connect Discovery and fetches it.
///
/// The document's `issuer` must be the one asked for, byte for byte (OpenID Connect Discovery 1.0 §4.3), and its `jwks_uri`
/// must be https. Nothing else is taken from it: in particular not the algorithms, which the policy decides.
///
/// The document is fetched again after an hour, and after an attempt that failed.
public final class DiscoveryKeySetSource: KeySetSource {
    /// The issuer asked for.
    public let issuer: String
    /// Where its document is.
    public let address: HTTPAddress

    private let client: KeySetClient
    private let transport: HTTPAddress.Transport
    private let found = Mutex<Found?>(nil)

    /// How long a document is believed; issuers move their keys seldom and announce it long before.
    static let documentLifetime: Duration = .seconds(3600)

    private struct Found {
        let address: HTTPAddress
        let foundAt: ContinuousClock.Instant
    }

    /// Makes a source that fetches by the toolchain's `URLSession`.
    ///
    /// - Throws: ``KeySetFetchError`` with ``KeySetFetchError/Code/invalidAddress`` if the issuer is no URL to ask at.
    public convenience init(
        issuer: String,
        transport: HTTPAddress.Transport = .httpsOnly
    ) throws(KeySetFetchError) {
        try self.init(issuer: issuer, transport: transport, client: URLSessionTransport())
    }

    /// Makes a source that fetches by another client.
    public init(
        issuer: String,
        transport: HTTPAddress.Transport = .httpsOnly,
        client: some HTTPTransport
    ) throws(KeySetFetchError) {
        guard !issuer.contains("?") else {
            throw KeySetFetchError(.invalidAddress, "An issuer has no query (OpenID Connect Discovery section 2).")
        }
        // §4.1: a terminating slash is removed before the path is appended.
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        do throws(HTTPFailure) {
            address = try HTTPAddress(base + "/.well-known/openid-configuration", transport: transport)
        } catch {
            throw KeySetFetchError(error)
        }
        self.issuer = issuer
        self.transport = transport
        self.client = KeySetClient(client)
    }

    /// The document's URL.
    public var name: String { address.description }

    /// Makes one attempt: the document if it is due, then the key set, both within one deadline.
    public func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        try await Deadline.run(request.limits) { () async throws(KeySetFetchError) in
            try await self.discoverAndFetch(request)
        }
    }

    private func discoverAndFetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        let known = found.withLock { found in
            // Forgotten for the time of the attempt, so that a failed one leaves nothing behind.
            defer { found = nil }
            return found
        }
        var request = request
        let current: Found
        if let known, known.foundAt.duration(to: .now) < Self.documentLifetime {
            current = known
        } else {
            let started = ContinuousClock.now
            current = Found(address: try await discover(request.limits), foundAt: started)
            // A version belongs to the URL that it came from; it is only sent where that is known to be the same.
            if known?.address != current.address { request.version = nil }
        }
        let answer = try await client.fetchKeySet(current.address, request)
        found.withLock { $0 = current }
        return answer
    }

    private func discover(_ limits: FetchLimits) async throws(KeySetFetchError) -> HTTPAddress {
        let answer = try await client.fetchDocument(address, limits: limits)
        guard let document = try? JSONValue(parsing: answer.body), !document.hasDuplicateNames,
            let named = document["issuer"]?.stringValue, let keys = document["jwks_uri"]?.stringValue
        else {
            throw KeySetFetchError(.invalidDiscovery, "The document is no JSON object with issuer and jwks_uri.")
        }
        // Compared byte for byte: canonically equivalent spellings are different issuers.
        guard named.utf8.elementsEqual(issuer.utf8) else {
            throw KeySetFetchError(.issuerMismatch, "The document is of the issuer \(named), not of \(issuer).")
        }
        do throws(HTTPFailure) {
            return try HTTPAddress(keys, transport: transport)
        } catch {
            throw KeySetFetchError(.invalidDiscovery, "The document's jwks_uri is no https URL.")
        }
    }
}
