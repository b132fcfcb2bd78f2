import Foundation
import Synchronization

/// A request as the stand-in received it.
struct StandInRequest: Sendable {
    let method: String
    let path: String
    let query: String
    /// By lower-case name.
    let headers: [String: String]
    let body: String
}

/// What the stand-in does with a request.
enum StandInAnswer: Sendable {
    case json(Int, String)
    /// The bytes of a whole answer.
    case raw(String)
    /// Sends these bytes, and then nothing, with the connection open.
    case stall(after: String)
    /// Sends these bytes, and then one byte every so often, without an end.
    case drip(after: String)
    /// Closes the connection without a word.
    case close
}

/// A small HTTP server on a loopback port that the system chooses. It answers each request as it is told and closes the
/// connection.
final class StandInServer: Sendable {
    private let listener: Int32
    private let log = Log()
    let port: UInt16

    private final class Log: Sendable {
        let requests = Mutex<[StandInRequest]>([])
        let isClosed = Atomic<Bool>(false)
    }

    struct Unavailable: Error {}

    /// Starts to listen.
    ///
    /// - Parameter answer: Told the request and how many came before it.
    init(_ answer: @escaping @Sendable (StandInRequest, Int) -> StandInAnswer) throws {
        signal(SIGPIPE, SIG_IGN)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(listener, pointer, length) | listen(listener, 64) | getsockname(listener, pointer, &length)
            }
        }
        guard listener >= 0, status == 0 else { throw Unavailable() }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [log] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread {
                    Self.serve(connection, log, answer)
                    close(connection)
                }
            }
        }
    }

    deinit {
        log.isClosed.store(true, ordering: .relaxed)
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The scheme, host and port.
    var address: String { "http://127.0.0.1:\(port)" }

    /// What was received so far.
    var requests: [StandInRequest] { log.requests.withLock { $0 } }

    private static func serve(
        _ connection: Int32,
        _ log: Log,
        _ answer: @Sendable (StandInRequest, Int) -> StandInAnswer
    ) {
        guard let request = receive(connection) else { return }
        let earlier = log.requests.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        switch answer(request, earlier) {
        case .json(let status, let body): send(connection, whole(status, "application/json", body))
        case .raw(let text): send(connection, text)
        case .close: break
        case .stall(let text):
            send(connection, text)
            while !log.isClosed.load(ordering: .relaxed), !isHungUp(connection) { usleep(5000) }
        case .drip(let text):
            send(connection, text)
            while !log.isClosed.load(ordering: .relaxed), send(connection, " ") { usleep(5000) }
        }
    }

    static func whole(_ status: Int, _ type: String, _ body: String, extra: String = "") -> String {
        "HTTP/1.1 \(status) Status\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
            + "Connection: close\r\n\(extra)\r\n\(body)"
    }

    @discardableResult
    private static func send(_ connection: Int32, _ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let sent = unsafe bytes.withUnsafeBytes { unsafe Foundation.send(connection, $0.baseAddress, $0.count, 0) }
            guard sent > 0 else { return false }
            bytes = bytes.dropFirst(sent)
        }
        return true
    }

    private static func isHungUp(_ connection: Int32) -> Bool {
        var byte: UInt8 = 0
        return unsafe recv(connection, &byte, 1, Int32(MSG_DONTWAIT)) == 0
    }

    private static func receive(_ connection: Int32) -> StandInRequest? {
        var received = Data()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            if let request = parse(received) { return request }
            let count = unsafe recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            received += buffer[..<count]
        }
    }

    private static func parse(_ received: Data) -> StandInRequest? {
        guard let end = received.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1] }
        }
        let body = received[end.upperBound...]
        guard body.count >= Int(headers["content-length"] ?? "0") ?? 0 else { return nil }
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        let target = words[1].split(separator: "?", maxSplits: 1).map(String.init)
        return StandInRequest(
            method: String(words[0]),
            path: target[0],
            query: target.count > 1 ? target[1] : "",
            headers: headers,
            body: String(decoding: body, as: UTF8.self)
        )
    }
}
