#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Standard output or standard error.
struct StandardStream: Sendable {
    static let output = StandardStream(descriptor: 1)
    static let error = StandardStream(descriptor: 2)

    let descriptor: Int32

    /// Whether a person is likely to be looking on.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether colours may be written: only to a terminal that can, and never where `NO_COLOR` is set.
    var showsColour: Bool {
        isTerminal && (Process.environment("NO_COLOR") ?? "").isEmpty && Process.environment("TERM") != "dumb"
    }

    /// Writes a text; that it cannot be written is of no use to anybody then.
    func write(_ text: String) {
        _ = try? write(Array(text.utf8))
    }

    /// Writes all bytes, without any buffer of its own.
    ///
    /// - Throws: ``CommandFailure`` if the stream takes no more. A reader that has gone away is no failure worth a
    ///   word: its message is empty.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
            }
            if count > 0 {
                written += count
            } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                waitUntilWritable()
            } else if count < 0, errno != EINTR {
                let message = errno == EPIPE ? "" : "the output cannot be written: \(Process.reason(errno))"
                throw .unavailable(message)
            }
        }
    }

    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, -1)
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe write(descriptor, bytes.baseAddress, bytes.count)
}
