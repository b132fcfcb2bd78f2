import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A bare connection to a port of this machine: sends what a test says, however odd, and nothing else.
final class RawConnection: Sendable {
    private let descriptor: CInt

    struct Failure: Error {}

    init(port: Int) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw Failure() }
    }

    deinit {
        close(descriptor)
    }

    /// Sends all bytes, however long that takes; returns how many were sent before the connection ended.
    @discardableResult
    func send(_ text: String) async -> Int {
        await send(Array(text.utf8))
    }

    @discardableResult
    func send(_ bytes: [UInt8], flags: CInt = 0) async -> Int {
        await perform { descriptor in
            var sent = 0
            while sent < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { buffer in
                    let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
                    return unsafe Self.sendSome(descriptor, rest, flags)
                }
                guard count > 0 else { break }
                sent += count
            }
            return sent
        }
    }

    /// Sends what fits into the socket at once.
    func sendWithoutWaiting(_ bytes: [UInt8]) async -> Int {
        await send(bytes, flags: CInt(MSG_DONTWAIT))
    }

    private static func sendSome(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer, _ flags: CInt) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags | CInt(MSG_NOSIGNAL))
        #else
            unsafe send(descriptor, bytes.baseAddress, bytes.count, flags)
        #endif
    }

    /// Everything until the server ends the connection.
    func readToEnd() async -> String {
        await read { _ in false }
    }

    /// What comes until some text has come, or the connection ends.
    func read(until text: String) async -> String {
        await read { $0.hasSuffix(text) || $0.contains(text) }
    }

    private func read(until isDone: @Sendable @escaping (String) -> Bool) async -> String {
        await perform { descriptor in
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while !isDone(String(decoding: bytes, as: UTF8.self)) {
                let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                    unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
                }
                guard count > 0 else { break }
                bytes += chunk[..<count]
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// How many bytes come until the server ends the connection.
    func countToEnd() async -> Int {
        await perform { descriptor in
            var total = 0
            var chunk = [UInt8](repeating: 0, count: 1 << 20)
            while true {
                let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                    unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
                }
                guard count > 0 else { return total }
                total += count
            }
        }
    }

    /// Ends our side.
    func endInput() {
        #if canImport(Glibc)
            _ = shutdown(descriptor, CInt(SHUT_WR))
        #else
            _ = shutdown(descriptor, SHUT_WR)
        #endif
    }

    /// Blocks a thread of its own: those of tasks are as few as the machine has cores, and the server needs them.
    private func perform<Result: Sendable>(_ work: @Sendable @escaping (CInt) -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in continuation.resume(returning: work(descriptor)) }
        }
    }
}

extension RunningServer {
    /// The text of a request.
    func request(_ method: String, _ path: String, _ body: String = "", fields: String = "") -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// Sends one request on a connection of its own and returns the whole answer.
    func ask(_ method: String, _ path: String, _ body: String = "", fields: String = "") async throws -> String {
        let connection = try RawConnection(port: port)
        await connection.send(request(method, path, body, fields: "Connection: close\r\n" + fields))
        return await connection.readToEnd()
    }
}
