internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An HTTP server on 127.0.0.1 that does what a test tells it: answer, stall, drip, break off.
///
/// It speaks through bare sockets, because a proper server would not let itself be made to misbehave. The system chooses
/// the port. Every connection has a thread of its own and serves one request.
public final class LoopbackServer: Sendable {
    /// The port it listens on.
    public let port: Int

    private struct State {
        var answer: @Sendable (LoopbackRequest) -> [LoopbackStep]
        var requests: [LoopbackRequest] = []
        var connections = 0
        var isStopped = false
    }

    /// What the threads share with the server, which ends them when it goes.
    private final class Shared: Sendable {
        let state = Mutex(State(answer: { _ in [.respond(status: 404)] }))

        var isStopped: Bool { state.withLock { $0.isStopped } }
    }

    private let listener: CInt
    private let shared = Shared()

    /// Listens, and answers 404 until told otherwise.
    ///
    /// - Throws: ``LoopbackServerError`` if the system gives no socket.
    public init() throws {
        #if canImport(Glibc)
            let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, kind, 0)
        guard listener >= 0 else { throw LoopbackServerError(reason: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            // Safe: every socket address may be looked at as the general one, with its own length.
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                unsafe bind(listener, general, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, general, &length) == 0
            }
        }
        guard isListening else {
            close(listener)
            throw LoopbackServerError(reason: "bind")
        }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        LoopbackThread.start { [shared] in Self.acceptAll(listener, shared) }
    }

    deinit {
        stop()
    }

    /// The URL of a path on this server.
    public func url(_ path: String = "/keys") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Says how to answer from now on.
    public func answer(_ answer: @escaping @Sendable (LoopbackRequest) -> [LoopbackStep]) {
        shared.state.withLock { $0.answer = answer }
    }

    /// Answers every request by the same steps from now on.
    public func answer(_ steps: LoopbackStep...) {
        answer { _ in steps }
    }

    /// The requests so far.
    public var requests: [LoopbackRequest] { shared.state.withLock { $0.requests } }

    /// How many connections are open.
    public var openConnections: Int { shared.state.withLock { $0.connections } }

    /// Refuses connections from now on, and ends those that are held.
    public func stop() {
        let isFirst = shared.state.withLock { state in
            defer { state.isStopped = true }
            return !state.isStopped
        }
        guard isFirst else { return }
        // Wakes the thread that waits for connections, which then closes the socket.
        shutdown(listener, CInt(SHUT_RDWR))
    }

    /// Takes a connection that is not handed down to programs which the test starts: they would keep it open when it has
    /// been closed here.
    private static func takeConnection(from listener: CInt) -> CInt {
        let connection = accept(listener, nil, nil)
        if connection >= 0 { _ = fcntl(connection, F_SETFD, FD_CLOEXEC) }
        return connection
    }

    private static func acceptAll(_ listener: CInt, _ shared: Shared) {
        defer { close(listener) }
        while true {
            let connection = takeConnection(from: listener)
            guard connection >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            guard !shared.isStopped else {
                close(connection)
                return
            }
            shared.state.withLock { $0.connections += 1 }
            LoopbackThread.start {
                serve(LoopbackConnection(connection), shared)
                shared.state.withLock { $0.connections -= 1 }
            }
        }
    }

    private static func serve(_ connection: borrowing LoopbackConnection, _ shared: Shared) {
        guard let request = connection.readRequest() else { return }
        let steps = shared.state.withLock { state in
            state.requests.append(request)
            return state.answer(request)
        }
        for step in steps {
            guard connection.perform(step, while: { !shared.isStopped }) else { return }
        }
    }
}

/// Why a server, or what it needs, could not be made.
public struct LoopbackServerError: Error, Sendable {
    /// The call that failed.
    public let reason: String
}
