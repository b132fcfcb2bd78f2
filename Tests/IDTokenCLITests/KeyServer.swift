internal import Foundation
internal import IDTokenTesting
internal import Synchronization

/// A server on loopback that does what the path it is asked for says, so that a transcript can tell a whole story.
///
/// The parts of a path are what its requests are answered by, one after another, and the last one from then on:
/// `$SERVER/old.json/new.json` is the file `old.json` of the workspace the first time and then `new.json`. In place of a
/// file's name a number is a status, and `stall`, `reset` and `elsewhere` (a redirect to another host) are what they say.
/// A discovery document is the file whose name is the first part. Every request leaves a line in the file `requests`.
final class KeyServer {
    /// Its address, for transcripts.
    var address: String { server.url("") }
    /// The address of a server that has gone.
    let deadAddress: String

    private let server: LoopbackServer

    init(folder: URL) throws {
        server = try LoopbackServer()
        let gone = try LoopbackServer()
        gone.stop()
        deadAddress = gone.url("")
        let counts = Mutex<[String: Int]>([:])
        let port = server.port
        server.answer { request in
            counts.withLock { counts in
                let count = counts[request.target, default: 0]
                counts[request.target] = count + 1
                let parts = request.target.split(separator: "/").map(String.init)
                guard !parts.isEmpty else { return [.respond(status: 404)] }
                let isDiscovery = request.target.hasSuffix("/.well-known/openid-configuration")
                let part = isDiscovery ? parts[0] : parts[min(count, parts.count - 1)]
                let step = Self.step(part, in: folder, tag: request.fields["if-none-match"], port: port)
                Self.note("\(request.target) \(Self.name(step))", in: folder)
                return [step]
            }
        }
    }

    func stop() {
        server.stop()
    }

    /// A text in which the addresses are what transcripts call them.
    func hidingAddress(in text: String) -> String {
        text.replacingOccurrences(of: address, with: "$SERVER").replacingOccurrences(of: deadAddress, with: "$DOWN")
    }

    private static func step(_ part: String, in folder: URL, tag: String?, port: Int) -> LoopbackStep {
        switch part {
        case "stall": return .hold
        case "reset": return .reset
        case "elsewhere": return .respond(status: 302, fields: ["Location": "http://localhost:\(port)/jwks.json"])
        default: break
        }
        if let status = Int(part) { return .respond(status: status) }
        guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(part)) else {
            return .respond(status: 404)
        }
        let own = "\"\(part)-\(bytes.count)\""
        return tag == own
            ? .respond(status: 304, fields: ["ETag": own]) : .json(Array(bytes), fields: ["ETag": own])
    }

    private static func name(_ step: LoopbackStep) -> String {
        if case .respond(let status, _, _) = step { String(status) } else { "no answer" }
    }

    private static func note(_ line: String, in folder: URL) {
        let file = folder.appendingPathComponent("requests")
        let lines = (try? Data(contentsOf: file)) ?? Data()
        try? (lines + Data("\(line)\n".utf8)).write(to: file)
    }
}
