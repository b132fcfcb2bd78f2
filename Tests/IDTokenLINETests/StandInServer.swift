import IDTokenTesting
import Synchronization

/// A stand-in for LINE's API on a loopback port.
final class StandInServer: Sendable {
    private let server: LoopbackServer

    /// Starts to listen.
    ///
    /// - Parameter answer: Told the request and how many came before it.
    init(_ answer: @escaping @Sendable (LoopbackRequest, Int) -> [LoopbackStep]) throws {
        server = try LoopbackServer()
        let count = Mutex(0)
        server.answer { request in
            let earlier = count.withLock { count in
                defer { count += 1 }
                return count
            }
            return answer(request, earlier)
        }
    }

    /// The scheme, host and port.
    var address: String { server.url("") }

    /// What was received so far.
    var requests: [LoopbackRequest] { server.requests }

    /// A whole answer as it stands on the wire.
    static func whole(_ status: Int, _ type: String, _ body: String, extra: String = "") -> String {
        "HTTP/1.1 \(status) Status\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
            + "Connection: close\r\n\(extra)\r\n\(body)"
    }
}

/// What the stand-in does with a request.
extension [LoopbackStep] {
    /// Sends a whole answer of JSON.
    static func json(_ status: Int, _ body: String) -> [LoopbackStep] {
        [.respond(status: status, fields: ["Content-Type": "application/json"], body: [UInt8](body.utf8))]
    }

    /// Sends the bytes of a whole answer.
    static func raw(_ text: String) -> [LoopbackStep] { [.send([UInt8](text.utf8))] }

    /// Sends these bytes, and then nothing, with the connection open.
    static func stall(after text: String) -> [LoopbackStep] { [.send([UInt8](text.utf8)), .hold] }

    /// Sends these bytes, and then one byte every so often, for a long time.
    static func drip(after text: String) -> [LoopbackStep] {
        [
            .send([UInt8](text.utf8)),
            .drip([UInt8](repeating: UInt8(ascii: " "), count: 60_000), pause: .milliseconds(5)),
        ]
    }

    /// Closes the connection without a word.
    static var close: [LoopbackStep] { [] }
}

extension LoopbackRequest {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}
