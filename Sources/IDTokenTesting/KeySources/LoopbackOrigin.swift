public import IDTokenJWKS
internal import Synchronization

/// An HTTP server on loopback as the origin of keys: for every source that takes a URL.
public final class LoopbackOrigin: KeySourceOrigin {
    /// The server, for tests beyond the rules.
    public let server: LoopbackServer

    private let make: @Sendable (String) throws -> any KeySetSource
    private let isRefusing = Mutex(false)
    private let serial = Mutex(0)

    /// Makes an origin for the sources that the closure makes of a URL.
    public init(_ make: @escaping @Sendable (_ url: String) throws -> any KeySetSource) throws {
        server = try LoopbackServer()
        self.make = make
    }

    /// Makes a source for the server's URL, or for one where nobody listens.
    public func makeSource() throws -> any KeySetSource {
        guard isRefusing.withLock({ $0 }) else { return try make(server.url()) }
        let gone = try LoopbackServer()
        gone.stop()
        return try make(gone.url())
    }

    /// Serves bytes with an entity tag, behind a redirect within the same host.
    public func publish(_ bytes: [UInt8]) async throws {
        isRefusing.withLock { $0 = false }
        let tag = serial.withLock { serial in
            serial += 1
            return "\"\(serial)\""
        }
        server.answer { request in
            if request.target == "/keys" { return [.respond(status: 307, fields: ["Location": "/moved/keys"])] }
            if request.fields["if-none-match"] == tag { return [.respond(status: 304, fields: ["ETag": tag])] }
            return [.json(bytes, fields: ["ETag": tag, "Cache-Control": "max-age=900"])]
        }
    }

    /// Makes the server misbehave.
    public func breakDown(_ fault: KeySourceFault) async throws -> Bool {
        if fault == .connectionRefused { isRefusing.withLock { $0 = true } }
        let port = server.port
        server.answer { _ in Self.steps(fault, port: port) }
        return true
    }

    private static func steps(_ fault: KeySourceFault, port: Int) -> [LoopbackStep] {
        let start = Array("{\"keys\":[".utf8)
        let many = [UInt8](repeating: UInt8(ascii: " "), count: 10 * 1024 * 1024)
        func redirect(_ location: String) -> [LoopbackStep] {
            [.respond(status: 302, fields: ["Location": location])]
        }
        return switch fault {
        case .missing: [.respond(status: 404)]
        case .connectionRefused, .resetBeforeAnswer: [.reset]
        case .resetInBody: [.begin(status: 200, fields: ["Content-Length": "1000"]), .send(start), .reset]
        case .truncatedBody: [.begin(status: 200, fields: ["Content-Length": "1000"]), .send(start)]
        case .stallBeforeAnswer: [.hold]
        case .stallInBody: [.begin(status: 200, fields: ["Content-Length": "1000"]), .send(start), .hold]
        case .drippingHeader:
            [
                .drip(
                    Array("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 1000))".utf8),
                    pause: .milliseconds(30)
                )
            ]
        case .drippingBody:
            [
                .begin(status: 200, fields: ["Content-Length": "100000"]), .send(start),
                .drip([UInt8](repeating: UInt8(ascii: " "), count: 2000), pause: .milliseconds(30)),
            ]
        case .oversizedBody: [.json(start + many)]
        case .endlessBody:
            [.begin(status: 200), .send(start), .send(many), .send(many), .send(many), .hold]
        case .gzipBomb:
            [.json(GzipBomb.bytes(standingFor: 50 * 1024 * 1024), fields: ["Content-Encoding": "gzip"])]
        case .serverError: [.respond(status: 500, body: Array("oops".utf8))]
        case .tooManyRequests: [.respond(status: 429, fields: ["Retry-After": "7"])]
        case .notModifiedUnasked: [.respond(status: 304)]
        case .noContent: [.respond(status: 204)]
        case .redirectToOtherHost: redirect("http://localhost:\(port)/keys")
        case .redirectToOtherPort: redirect("http://127.0.0.1:\(port == 65535 ? 1024 : port + 1)/keys")
        case .redirectToOtherScheme: redirect("https://127.0.0.1:\(port)/keys")
        case .redirectInCircle: redirect("/keys")
        case .redirectToNowhere: [.respond(status: 302)]
        case .notHTTP: [.send(Array("220 mail.example ESMTP\r\n\r\n".utf8))]
        case .endlessHeader:
            [.send(Array("HTTP/1.1 200 OK\r\n".utf8))]
                + (0..<20).map { _ in .send(Array("X: \(String(repeating: "x", count: 50_000))\r\n".utf8)) } + [.hold]
        }
    }
}
