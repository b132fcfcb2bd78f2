internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// Sends requests by the toolchain's `URLSession`: nothing to build, and good enough for a request every few minutes, or
/// for one that takes a round trip to LINE anyway.
///
/// On Linux a session cannot be given a certificate authority of one's own and its resource timeout does not end a slow
/// drip of bytes. Therefore every request has a session of its own that is thrown away, bytes beyond the limit are dropped
/// as they come, and whoever asks does not wait past the deadline. One fault of it cannot be met from outside:
/// FoundationNetworking (seen in Swift 6.3.1) ends the process when a server sends trailer fields behind a chunked body.
/// Who cannot rule that out, or needs another authority, uses the other client.
public struct URLSessionTransport: HTTPTransport {
    /// Makes a transport.
    public init() {}

    /// Sends one request and reads its answer.
    public func send(_ call: HTTPCall, limits: FetchLimits) async throws(HTTPFailure) -> HTTPAnswer {
        guard let url = URL(string: call.address.url) else {
            throw HTTPFailure(.invalidAddress, "The address is no URL that can be asked.")
        }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        // Only a backstop behind our own deadline; on Linux fractions of a second are cut off, and zero ends at once.
        request.timeoutInterval = Double(limits.deadline.secondsRoundedUp + 1)
        request.httpMethod = call.method.rawValue
        if !call.body.isEmpty { request.httpBody = Data(call.body) }
        for (name, value) in call.fields { request.setValue(value, forHTTPHeaderField: name) }
        let exchange = URLSessionExchange(limits: limits)
        let result = await exchange.run(request)
        return try result.get()
    }
}

/// One request with a session of its own.
private final class URLSessionExchange: NSObject, URLSessionDataDelegate {
    private struct State {
        var continuation: CheckedContinuation<Result<HTTPAnswer, HTTPFailure>, Never>?
        var answer: HTTPAnswer?
        var session: URLSession?
        var isOver = false
    }

    private let limits: FetchLimits
    private let state = Mutex(State())

    init(limits: FetchLimits) {
        self.limits = limits
    }

    func run(_ request: URLRequest) async -> Result<HTTPAnswer, HTTPFailure> {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.timeoutIntervalForRequest = request.timeoutInterval
        configuration.timeoutIntervalForResource = request.timeoutInterval
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 1
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: queue)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !state.isOver else { return true }
                    state.continuation = continuation
                    state.session = session
                    return false
                }
                if isOver {
                    session.invalidateAndCancel()
                    continuation.resume(returning: .failure(.cancelled))
                } else {
                    session.dataTask(with: request).resume()
                }
            }
        } onCancel: {
            finish(.failure(.cancelled))
        }
    }

    /// Gives the answer once, and lets go of the session.
    ///
    /// The session is cancelled from the queue of its callbacks: on Linux it traps if a callback's handler is called after
    /// the cancellation, so that the two must not cross, and no handler is called once an answer was given.
    private func finish(_ result: Result<HTTPAnswer, HTTPFailure>) {
        let (continuation, session) = state.withLock { state in
            defer { (state.continuation, state.session, state.isOver) = (nil, nil, true) }
            return (state.continuation, state.session)
        }
        session?.delegateQueue.addOperation { session?.invalidateAndCancel() }
        continuation?.resume(returning: result)
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // Where redirects may lead is decided elsewhere, the same for every client.
        finish(.success(Self.answer(response)))
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        #if canImport(FoundationNetworking)
            // Only ever asked for a user's name here: certificates are judged by the library below.
            // By now the body has come.
            finish(.success(state.withLock { $0.answer } ?? HTTPAnswer(status: 401)))
        #else
            completionHandler(.performDefaultHandling, nil)
        #endif
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        guard let response = response as? HTTPURLResponse else {
            return finish(.failure(HTTPFailure(.connectionFailed, "The answer is not of HTTP.")))
        }
        let answer = Self.answer(response)
        // The length is of the compressed body, if there is one; it can only shorten the wait.
        let isTooLong = answer["content-length"].flatMap { Int($0) }.map { $0 > limits.maximumBytes } ?? false
        if isTooLong {
            finish(.failure(.bodyTooLarge(limits)))
        } else if answer.isCompressed {
            finish(.success(answer))
        }
        let isOver = state.withLock { state in
            state.answer = answer
            return state.isOver
        }
        if !isOver { completionHandler(.allow) }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = state.withLock { state in
            guard !state.isOver, var answer = state.answer else { return false }
            guard answer.body.count + data.count <= limits.maximumBytes else { return true }
            // Taken out first, so that appending does not copy.
            state.answer = nil
            answer.body += data
            state.answer = answer
            return false
        }
        if isTooLong { finish(.failure(.bodyTooLarge(limits))) }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        // A redirect that leads nowhere is reported at its end only.
        let answer = state.withLock { $0.answer } ?? (task.response as? HTTPURLResponse).map { Self.answer($0) }
        if let error {
            finish(.failure(Self.failure(error, limits)))
        } else if let answer {
            finish(.success(answer))
        } else {
            finish(.failure(HTTPFailure(.connectionFailed, "The connection ended without an answer.")))
        }
    }

    private static func answer(_ response: HTTPURLResponse) -> HTTPAnswer {
        let fields = response.allHeaderFields.compactMap { name, value -> (name: String, value: String)? in
            guard let name = name as? String, let value = value as? String else { return nil }
            return (name, value)
        }
        return HTTPAnswer(status: response.statusCode, fields: fields)
    }

    private static func failure(_ error: any Error, _ limits: FetchLimits) -> HTTPFailure {
        guard let error = error as? URLError else {
            return HTTPFailure(.connectionFailed, "The connection failed.")
        }
        return switch error.code {
        case .timedOut: .deadlineExceeded(limits)
        case .serverCertificateUntrusted, .serverCertificateHasBadDate, .serverCertificateHasUnknownRoot,
            .serverCertificateNotYetValid:
            HTTPFailure(.untrustedCertificate, "The server's certificate is not trusted.")
        case .cancelled: .cancelled
        default: HTTPFailure(.connectionFailed, "The connection failed (\(error.code.rawValue)).")
        }
    }
}
