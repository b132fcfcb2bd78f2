internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// Sends requests by Foundation's `URLSession`: nothing to build, and fast enough for calls that take a round trip.
///
/// No cookies, no cache, no stored credentials; redirects are not followed; a body is not read beyond its limit.
public final class LINEURLSessionTransport: LINEHTTPTransport {
    private let session: URLSession
    private let exchanges = Exchanges()

    /// Makes a transport with a session of its own.
    public init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit {
        session.invalidateAndCancel()
    }

    /// Sends a request; see ``LINEHTTPTransport/send(_:deadline:maximumBodyBytes:)``.
    public func send(
        _ request: LINEHTTPRequest,
        deadline: ContinuousClock.Instant,
        maximumBodyBytes: Int
    ) async throws(LINEHTTPFailure) -> LINEHTTPResponse {
        guard let url = URL(string: request.url) else { throw .other }
        var message = URLRequest(url: url)
        message.httpMethod = request.method.rawValue
        if !request.body.isEmpty { message.httpBody = Data(request.body) }
        for field in request.headers { message.setValue(field.value, forHTTPHeaderField: field.name) }
        let remaining = ContinuousClock.now.duration(to: deadline) / .seconds(1)
        guard remaining > 0 else { throw .timedOut }
        message.timeoutInterval = remaining
        let task = session.dataTask(with: message)
        let slot = AnswerSlot()
        exchanges.add(Exchange(slot, maximumBodyBytes: maximumBodyBytes), for: task)
        task.resume()
        // On Linux cancelling does not stop a body in flight; with the exchange forgotten, what still comes is dropped.
        defer {
            exchanges.forget(task)
            task.cancel()
        }
        return try await withTaskCancellationHandler {
            await slot.answer()
        } onCancel: {
            slot.put(.failure(.cancelled))
        }.get()
    }
}

/// What has come of one answer so far.
private struct Exchange: Sendable {
    let slot: AnswerSlot
    let maximumBodyBytes: Int
    var status = 0
    var body: [UInt8] = []

    init(_ slot: AnswerSlot, maximumBodyBytes: Int) {
        self.slot = slot
        self.maximumBodyBytes = maximumBodyBytes
    }
}

/// Receives what the session reports, on the session's own queue.
private final class Exchanges: NSObject, URLSessionDataDelegate {
    private let running = Mutex<[Int: Exchange]>([:])

    func add(_ exchange: Exchange, for task: URLSessionTask) {
        running.withLock { $0[task.taskIdentifier] = exchange }
    }

    func forget(_ task: URLSessionTask) {
        running.withLock { _ = $0.removeValue(forKey: task.taskIdentifier) }
    }

    private func end(_ task: URLSessionTask, _ answer: (Exchange) -> AnswerSlot.Answer) {
        guard let exchange = running.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        exchange.slot.put(answer(exchange))
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        running.withLock { $0[dataTask.taskIdentifier]?.status = status }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = running.withLock { running in
            guard let exchange = running[dataTask.taskIdentifier] else { return false }
            guard exchange.body.count + data.count <= exchange.maximumBodyBytes else { return true }
            running[dataTask.taskIdentifier]?.body += data
            return false
        }
        if isTooLarge {
            end(dataTask) { _ in .failure(.bodyTooLarge) }
            dataTask.cancel()
        }
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        // A redirect would carry the token to wherever it points. Its status is all that is of interest.
        end(task) { _ in .success(LINEHTTPResponse(status: response.statusCode, body: [])) }
        completionHandler(nil)
        task.cancel()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        end(task) { exchange in
            guard let error else { return .success(LINEHTTPResponse(status: exchange.status, body: exchange.body)) }
            // The error itself quotes the URL and goes no further.
            return .failure(Self.failure((error as? URLError)?.code))
        }
    }

    private static func failure(_ code: URLError.Code?) -> LINEHTTPFailure {
        switch code {
        case .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet: .noConnection
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateNotYetValid, .serverCertificateHasUnknownRoot, .clientCertificateRejected:
            .notTrusted
        case .networkConnectionLost, .badServerResponse: .connectionLost
        case .timedOut: .timedOut
        case .cancelled: .cancelled
        default: .other
        }
    }
}
