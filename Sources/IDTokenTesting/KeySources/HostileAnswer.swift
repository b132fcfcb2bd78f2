public import IDTokenJWKS

/// Answers at the edge of HTTP or beyond it, which must neither end the process nor be taken for a key set.
public struct HostileAnswer: Sendable, CustomStringConvertible {
    /// What is odd about it.
    public let name: String
    let steps: [LoopbackStep]
    /// Whether it is odd but allowed.
    var isGood = false

    /// What is odd about it.
    public var description: String { name }

    private static func raw(_ text: String, _ tail: [UInt8] = []) -> [LoopbackStep] { [.send(Array(text.utf8) + tail)] }

    /// All of them.
    public static let all: [HostileAnswer] = [
        HostileAnswer(name: "401 Bearer", steps: [.respond(status: 401, fields: ["WWW-Authenticate": "Bearer"])]),
        HostileAnswer(
            name: "401 Basic",
            steps: [.respond(status: 401, fields: ["WWW-Authenticate": "Basic realm=\"x\""])]
        ),
        HostileAnswer(name: "401 alone", steps: [.respond(status: 401)]),
        HostileAnswer(name: "407", steps: [.respond(status: 407, fields: ["Proxy-Authenticate": "Odd"])]),
        HostileAnswer(name: "an odd redirect", steps: [.respond(status: 302, fields: ["Location": "a b%%:::[[]"])]),
        HostileAnswer(name: "half an address", steps: [.respond(status: 302, fields: ["Location": "//[::1"])]),
        HostileAnswer(name: "a query for a redirect", steps: [.respond(status: 302, fields: ["Location": "?a"])]),
        HostileAnswer(
            name: "a scheme for a redirect",
            steps: [.respond(status: 302, fields: ["Location": "http:foo"])]
        ),
        HostileAnswer(name: "305", steps: [.respond(status: 305, fields: ["Location": "/x"])]),
        HostileAnswer(name: "300", steps: [.respond(status: 300, fields: ["Location": "/x"])]),
        HostileAnswer(name: "206", steps: [.respond(status: 206, fields: ["Content-Range": "bytes 1-2/3"], body: [1])]),
        HostileAnswer(name: "HTTP/0.9", steps: raw("{\"keys\":[]}")),
        HostileAnswer(name: "nothing", steps: []),
        HostileAnswer(name: "a negative length", steps: raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc")),
        HostileAnswer(
            name: "a broken chunk",
            steps: raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc")
        ),
        HostileAnswer(
            name: "a chunk of 2^68 bytes",
            steps: raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc")
        ),
        HostileAnswer(name: "status 999", steps: raw("HTTP/1.1 999 OK\r\nContent-Length: 1\r\n\r\nx")),
        HostileAnswer(name: "status 000", steps: raw("HTTP/1.1 000 OK\r\nContent-Length: 1\r\n\r\nx")),
        HostileAnswer(name: "no status", steps: raw("HTTP/1.1 abc OK\r\nContent-Length: 1\r\n\r\nx")),
        HostileAnswer(
            name: "a NUL in a field",
            steps: raw("HTTP/1.1 200 OK\r\nfoo: a\0b\r\nContent-Length: 1\r\n\r\nx")
        ),
        HostileAnswer(name: "br", steps: [.json([1], fields: ["Content-Encoding": "br"])]),
        HostileAnswer(name: "gzip twice", steps: [.json([1], fields: ["Content-Encoding": "gzip, gzip"])]),
        HostileAnswer(
            name: "a reset within a redirect",
            steps: raw("HTTP/1.1 302 OK\r\nLocation: /x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab") + [.reset]
        ),
        HostileAnswer(
            name: "an odd cookie",
            steps: [.json([1], fields: ["Set-Cookie": "a=b; expires=z; domain=;;;"])],
            isGood: true
        ),
        HostileAnswer(
            name: "a 103 before the answer",
            steps: raw("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", [1]),
            isGood: true
        ),
    ]

    /// What is wrong with how a source takes the answer, or `nil`.
    ///
    /// - Parameter make: Makes the source of a URL.
    public func violation(_ make: (_ url: String) throws -> any KeySetSource) async throws -> String? {
        let server = try LoopbackServer()
        let steps = self.steps
        server.answer { _ in steps }
        do throws(KeySetFetchError) {
            let source: any KeySetSource
            do { source = try make(server.url()) } catch { return "\(error)" }
            let answer = try await source.fetch(KeySetRequest(limits: FetchLimits(deadline: .seconds(60))))
            if case .body([1], _) = answer, isGood { return nil }
            return "it was taken for \(answer)"
        } catch {
            return isGood || error.code == .deadlineExceeded ? "\(error)" : nil
        }
    }
}
