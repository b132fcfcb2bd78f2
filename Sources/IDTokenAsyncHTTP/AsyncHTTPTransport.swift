internal import AsyncHTTPClient
public import IDTokenJWKS
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Fetches by async-http-client: for services that build on SwiftNIO anyway, and for issuers whose certificate a public
/// authority has not signed.
///
/// ```swift
/// let transport = try AsyncHTTPTransport(authorities: .systemAndPEMFile("/etc/ssl/company-ca.pem"))
/// let source = HTTPKeySetSource(try KeySetAddress("https://login.example.com/keys"), client: transport)
/// ```
///
/// The certificate and the name of the server are always verified in full. One transport serves any number of sources; its
/// connections are closed when it goes.
public final class AsyncHTTPTransport: HTTPTransport {
    /// Whose signature makes a server's certificate trusted.
    public enum Authorities: Sendable, Hashable {
        /// The authorities that the system trusts.
        case system
        /// The authorities that the system trusts, and those of a PEM file.
        case systemAndPEMFile(String)
        /// The authorities of a PEM file alone.
        case pemFileAlone(String)
    }

    private let client: HTTPClient

    /// Makes a transport.
    ///
    /// - Throws: ``KeySetFetchError`` with ``KeySetFetchError/Code/unreadableFile`` if the file holds no certificate.
    public init(authorities: Authorities = .system) throws(KeySetFetchError) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .fullVerification
        tls.minimumTLSVersion = .tlsv12
        switch authorities {
        case .system: break
        case .systemAndPEMFile(let path): tls.additionalTrustRoots = [.certificates(try Self.certificates(path))]
        case .pemFileAlone(let path): tls.trustRoots = .certificates(try Self.certificates(path))
        }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        // An attempt is an attempt: when to try again is decided by the cache.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Fetches are minutes apart.
        configuration.connectionPool.idleTimeout = .seconds(1)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        // The client keeps itself alive until its connections are closed.
        client.shutdown { _ in }
    }

    /// Sends one GET request and reads its answer.
    public func get(
        _ address: KeySetAddress,
        fields: [(name: String, value: String)],
        limits: FetchLimits
    ) async throws(KeySetFetchError) -> HTTPAnswer {
        var request = HTTPClientRequest(url: address.description)
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        do {
            let timeout = TimeAmount.nanoseconds(Self.nanoseconds(limits.deadline))
            let response = try await client.execute(request, timeout: timeout)
            let length = response.headers.first(name: "content-length").flatMap { Int($0) }
            guard length.map({ $0 <= limits.maximumBytes }) ?? true else { throw Self.tooLarge(limits) }
            var body: [UInt8] = []
            for try await chunk in response.body {
                guard body.count + chunk.readableBytes <= limits.maximumBytes else { throw Self.tooLarge(limits) }
                body += chunk.readableBytesView
            }
            let received = response.headers.map { (name: $0.name, value: $0.value) }
            return HTTPAnswer(status: Int(response.status.code), fields: received, body: body)
        } catch {
            throw Self.failure(error)
        }
    }

    private static func certificates(_ path: String) throws(KeySetFetchError) -> [NIOSSLCertificate] {
        let certificates = try? NIOSSLCertificate.fromPEMFile(path)
        guard let certificates, !certificates.isEmpty else {
            throw KeySetFetchError(.unreadableFile, "The PEM file of authorities holds no certificate.")
        }
        return certificates
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return min(seconds, 86400) * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static func tooLarge(_ limits: FetchLimits) -> KeySetFetchError {
        KeySetFetchError(.bodyTooLarge, "The body has more than \(limits.maximumBytes) bytes.")
    }

    private static func failure(_ error: any Error) -> KeySetFetchError {
        switch error {
        case let error as KeySetFetchError:
            return error
        case is CancellationError:
            return KeySetFetchError(.cancelled, "It was cancelled.")
        case let error as HTTPClientError:
            return switch error {
            case .deadlineExceeded, .connectTimeout, .readTimeout, .tlsHandshakeTimeout:
                KeySetFetchError(.deadlineExceeded, "The attempt took too long.")
            case .cancelled: KeySetFetchError(.cancelled, "It was cancelled.")
            default: KeySetFetchError(.connectionFailed, "The connection failed (\(error.shortDescription)).")
            }
        case let error as NIOSSLError:
            guard case .handshakeFailed(let reason) = error else {
                return KeySetFetchError(.connectionFailed, "The connection failed in its encryption.")
            }
            let isCertificate = String(describing: reason).uppercased().contains("CERTIFICATE_VERIFY_FAILED")
            return isCertificate
                ? KeySetFetchError(.untrustedCertificate, "The server's certificate is not trusted.")
                : KeySetFetchError(.connectionFailed, "The handshake failed.")
        case is NIOSSLExtraError:
            return KeySetFetchError(.untrustedCertificate, "The server's certificate is for another name.")
        default:
            return KeySetFetchError(.connectionFailed, "The connection failed (\(type(of: error))).")
        }
    }
}
