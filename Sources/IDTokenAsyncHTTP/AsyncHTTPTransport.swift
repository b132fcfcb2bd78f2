internal import AsyncHTTPClient
public import IDTokenJWKS
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Sends requests by async-http-client: for services that build on SwiftNIO anyway, and for servers whose certificate a
/// public authority has not signed.
///
/// ```swift
/// let transport = try AsyncHTTPTransport(authorities: .systemAndPEMFile("/etc/ssl/company-ca.pem"))
/// let source = HTTPKeySetSource(try HTTPAddress("https://login.example.com/keys"), client: transport)
/// ```
///
/// The certificate and the name of the server are always verified in full. One transport serves any number of sources and
/// of clients of LINE's API; its connections are closed when it goes.
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
    /// - Throws: ``HTTPFailure`` with ``HTTPFailure/Code/unreadableFile`` if the file holds no certificate.
    public init(authorities: Authorities = .system) throws(HTTPFailure) {
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

    /// Sends one request and reads its answer.
    public func send(_ call: HTTPCall, limits: FetchLimits) async throws(HTTPFailure) -> HTTPAnswer {
        var request = HTTPClientRequest(url: call.address.url)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        for (name, value) in call.fields { request.headers.add(name: name, value: value) }
        if !call.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: call.body)) }
        do {
            let timeout = TimeAmount.nanoseconds(Self.nanoseconds(limits.deadline))
            let response = try await client.execute(request, timeout: timeout)
            let length = response.headers.first(name: "content-length").flatMap { Int($0) }
            guard length.map({ $0 <= limits.maximumBytes }) ?? true else { throw HTTPFailure.bodyTooLarge(limits) }
            var body: [UInt8] = []
            for try await chunk in response.body {
                guard body.count + chunk.readableBytes <= limits.maximumBytes else {
                    throw HTTPFailure.bodyTooLarge(limits)
                }
                body += chunk.readableBytesView
            }
            let received = response.headers.map { (name: $0.name, value: $0.value) }
            return HTTPAnswer(status: Int(response.status.code), fields: received, body: body)
        } catch {
            throw Self.failure(error, limits)
        }
    }

    private static func certificates(_ path: String) throws(HTTPFailure) -> [NIOSSLCertificate] {
        let certificates = try? NIOSSLCertificate.fromPEMFile(path)
        guard let certificates, !certificates.isEmpty else {
            throw HTTPFailure(.unreadableFile, "The PEM file of authorities holds no certificate.")
        }
        return certificates
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return min(seconds, 86400) * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static func failure(_ error: any Error, _ limits: FetchLimits) -> HTTPFailure {
        switch error {
        case let error as HTTPFailure:
            return error
        case is CancellationError:
            return .cancelled
        case let error as HTTPClientError:
            return switch error {
            case .deadlineExceeded, .connectTimeout, .readTimeout, .tlsHandshakeTimeout:
                .deadlineExceeded(limits)
            case .cancelled: .cancelled
            default: HTTPFailure(.connectionFailed, "The connection failed (\(error.shortDescription)).")
            }
        case let error as NIOSSLError:
            guard case .handshakeFailed(let reason) = error else {
                return HTTPFailure(.connectionFailed, "The connection failed in its encryption.")
            }
            let isCertificate = String(describing: reason).uppercased().contains("CERTIFICATE_VERIFY_FAILED")
            return isCertificate
                ? HTTPFailure(.untrustedCertificate, "The server's certificate is not trusted.")
                : HTTPFailure(.connectionFailed, "The handshake failed.")
        case is NIOSSLExtraError:
            return HTTPFailure(.untrustedCertificate, "The server's certificate is for another name.")
        default:
            return HTTPFailure(.connectionFailed, "The connection failed (\(type(of: error))).")
        }
    }
}
