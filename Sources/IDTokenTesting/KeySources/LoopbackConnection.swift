#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One connection of a ``LoopbackServer``, closed when it goes.
struct LoopbackConnection: ~Copyable {
    private let descriptor: CInt

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Reads a request, or returns `nil` if the client goes before its end.
    func readRequest() -> LoopbackRequest? {
        var bytes: [UInt8] = []
        while true {
            if let request = Self.request(bytes) { return request }
            guard bytes.count < 1 << 20, let chunk = receive() else { return nil }
            bytes += chunk
        }
    }

    /// The request that the bytes hold, if it has come whole.
    private static func request(_ bytes: [UInt8]) -> LoopbackRequest? {
        let separator = Array("\r\n\r\n".utf8)
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: separator) }) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let body = bytes[(end + separator.count)...]
        guard body.count >= fields["content-length"].flatMap({ Int($0) }) ?? 0 else { return nil }
        return LoopbackRequest(
            method: String(words[0]),
            target: String(words[1]),
            fields: fields,
            body: Array(body)
        )
    }

    private func receive() -> ArraySlice<UInt8>? {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        return count > 0 ? chunk[..<count] : nil
    }

    /// Carries out a step. Returns whether the connection can go on.
    func perform(_ step: LoopbackStep, while isWanted: () -> Bool) -> Bool {
        switch step {
        case .respond(let status, let fields, let body):
            let length = ["Content-Length": String(body.count)]
            return send(Self.head(status, fields.merging(length) { own, _ in own }) + body)
        case .begin(let status, let fields):
            return send(Self.head(status, fields))
        case .send(let bytes):
            return send(bytes)
        case .drip(let bytes, let pause):
            for byte in bytes {
                wait(pause)
                guard isWanted(), send([byte]) else { return false }
            }
            return true
        case .hold:
            while isWanted(), isOpen { wait(.milliseconds(20)) }
            return true
        case .reset:
            var option = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
            return false
        }
    }

    private static func head(_ status: Int, _ fields: [String: String]) -> [UInt8] {
        let lines = fields.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
        return Array("HTTP/1.1 \(status) Status\r\n\(lines)Connection: close\r\n\r\n".utf8)
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
                #if canImport(Darwin)
                    return unsafe write(descriptor, rest.baseAddress, rest.count)
                #else
                    return unsafe Self.sendQuietly(descriptor, rest)
                #endif
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    #if !canImport(Darwin)
        /// Without the signal that would end the process when the client has gone.
        private static func sendQuietly(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
            #if canImport(Glibc)
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
            #else
                unsafe Musl.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
            #endif
        }
    #endif

    /// Whether the client is still there; whatever it sends is thrown away.
    private var isOpen: Bool {
        var byte: UInt8 = 0
        let count = unsafe recv(descriptor, &byte, 1, CInt(MSG_DONTWAIT))
        return count > 0 || count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    }

    private func wait(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        usleep(UInt32(seconds) * 1_000_000 + UInt32(attoseconds / 1_000_000_000_000))
    }
}

/// A thread for what blocks.
enum LoopbackThread {
    private final class Body {
        let run: () -> Void

        init(_ run: @escaping () -> Void) { self.run = run }
    }

    static func start(_ body: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Body(body))
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = unsafe pthread_create(
                &thread,
                nil,
                { argument in
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                    return nil
                },
                box.toOpaque()
            )
            if status == 0, let thread { pthread_detach(thread) } else { unsafe box.release() }
        #else
            var thread = pthread_t()
            let status = unsafe pthread_create(
                &thread,
                nil,
                { argument in
                    if let argument = unsafe argument {
                        unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                    }
                    return nil
                },
                box.toOpaque()
            )
            if status == 0 { pthread_detach(thread) } else { unsafe box.release() }
        #endif
    }
}
