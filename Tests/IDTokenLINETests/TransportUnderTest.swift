import IDTokenAsyncHTTP
import IDTokenJWKS

/// The HTTP clients that LINE's API is asked by, which must make no difference.
enum TransportUnderTest: String, CaseIterable, Sendable {
    case urlSession
    case asyncHTTP

    func make() throws -> any HTTPTransport {
        switch self {
        case .urlSession: URLSessionTransport()
        case .asyncHTTP: try AsyncHTTPTransport()
        }
    }
}
