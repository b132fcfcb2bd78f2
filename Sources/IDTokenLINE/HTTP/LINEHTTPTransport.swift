/// Sends one HTTP request and receives the answer: the seam at which another HTTP client, or a stand-in for LINE in
/// tests, can be put.
///
/// An implementation must not follow redirects, keep cookies or log the URL, which may hold an access token. It should
/// give up at the deadline; whoever calls stops waiting then in any case.
public protocol LINEHTTPTransport: Sendable {
    /// Sends a request.
    ///
    /// - Parameters:
    ///   - request: What to send.
    ///   - deadline: When nobody waits for the answer any more.
    ///   - maximumBodyBytes: The most bytes of a body that are of use; a longer one is ``LINEHTTPFailure/bodyTooLarge``,
    ///     as soon as it shows.
    /// - Returns: The answer, whatever its status.
    func send(
        _ request: LINEHTTPRequest,
        deadline: ContinuousClock.Instant,
        maximumBodyBytes: Int
    ) async throws(LINEHTTPFailure) -> LINEHTTPResponse
}

/// A request to LINE. Its description shows the method and the path, never the query, the headers or the body.
public struct LINEHTTPRequest: Sendable, CustomStringConvertible, CustomReflectable {
    /// How the request is made.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// How the request is made.
    public let method: Method
    /// The whole URL. It holds an access token where LINE's interface puts it there.
    public let url: String
    /// The header fields, of which `Authorization` holds an access token.
    public let headers: [(name: String, value: String)]
    /// The body, empty if there is none.
    public let body: [UInt8]

    let path: String

    init(
        _ method: Method,
        _ endpoint: LINEEndpoint,
        _ path: String,
        query: [(String, String)] = [],
        headers: [(name: String, value: String)] = [],
        form: [(String, String)]? = nil
    ) {
        self.method = method
        self.path = path
        url = endpoint.base + path + (query.isEmpty ? "" : "?" + FormEncoding.encode(query))
        let accepted = [(name: "Accept", value: "application/json")] + headers
        self.headers =
            form == nil ? accepted : accepted + [(name: "Content-Type", value: "application/x-www-form-urlencoded")]
        body = form.map { Array(FormEncoding.encode($0).utf8) } ?? []
    }

    /// The method and the path.
    public var description: String { "\(method.rawValue) \(path)" }

    /// Shows the method and the path alone to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["method": method.rawValue, "path": path]) }
}

/// An answer to a ``LINEHTTPRequest``.
public struct LINEHTTPResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The body.
    public let body: [UInt8]

    /// Makes an answer.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Why a request brought no answer. It says nothing of the request, so it may be logged.
public enum LINEHTTPFailure: String, Error, Sendable, Hashable {
    /// The host was not found, or refused the connection.
    case noConnection = "no_connection"
    /// No trusted TLS connection came about.
    case notTrusted = "not_trusted"
    /// The connection broke before the answer was complete.
    case connectionLost = "connection_lost"
    /// The deadline was over.
    case timedOut = "timed_out"
    /// The body is longer than the limit.
    case bodyTooLarge = "body_too_large"
    /// The task that waited was cancelled.
    case cancelled
    /// Something else.
    case other
}
