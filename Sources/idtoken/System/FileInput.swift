#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file, or standard input, open for reading.
final class FileInput: Sendable {
    /// What can be waited for without knowing how it will end.
    enum Readiness {
        /// Bytes, or the end, are there now.
        case ready
        /// Reading would wait for whoever writes.
        case waiting
    }

    let descriptor: Int32
    /// The size in bytes, if it is a regular file.
    let size: Int?
    private let isOwned: Bool

    /// Opens a file, or standard input for `-`.
    ///
    /// - Throws: The system's reason, if it cannot be opened or is a directory.
    init(path: String) throws(SystemReason) {
        if path == "-" {
            (descriptor, isOwned) = (0, false)
        } else {
            let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else { throw SystemReason(errno) }
            (descriptor, isOwned) = (opened, true)
        }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            size = nil
            return
        }
        let kind = status.st_mode & S_IFMT
        size = kind == S_IFREG ? Int(status.st_size) : nil
        if kind == S_IFDIR { throw SystemReason(EISDIR) }
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Whether a person would have to type the input.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Reads into a part of a buffer, waiting for the first byte.
    ///
    /// - Returns: How many bytes were read; 0 at the end.
    func read(into buffer: inout [UInt8], at offset: Int) throws(SystemReason) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])
                return unsafe systemRead(descriptor, free)
            }
            if count >= 0 { return count }
            guard errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK else { throw SystemReason(errno) }
            if errno != EINTR { wait(milliseconds: -1) }
        }
    }

    /// Whether more can be read at once.
    var readiness: Readiness {
        size != nil || wait(milliseconds: 0) ? .ready : .waiting
    }

    /// Reads all that is there.
    ///
    /// - Throws: The system's reason, also if there are more than `limit` bytes.
    func readAll(limit: Int) throws(SystemReason) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(size.map { $0 + 1 } ?? 65_536, limit + 1))
        var count = 0
        while true {
            if count == bytes.count {
                guard count <= limit else { throw SystemReason(EFBIG) }
                bytes += [UInt8](repeating: 0, count: min(count, limit + 1 - count))
            }
            let read = try read(into: &bytes, at: count)
            guard read > 0 else { break }
            count += read
        }
        guard count <= limit else { throw SystemReason(EFBIG) }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Reads at most some bytes, and passes over none of the rest.
    func readPrefix(_ limit: Int) throws(SystemReason) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let read = try read(into: &bytes, at: count)
            guard read > 0 else { break }
            count += read
        }
        bytes.removeLast(limit - count)
        return bytes
    }

    @discardableResult
    private func wait(milliseconds: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, milliseconds) != 0
    }
}

/// Why the system refused, as `errno` numbers it.
struct SystemReason: Error, CustomStringConvertible {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    /// The system's own words, beginning with a small letter.
    var description: String {
        let text = Process.reason(number)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    unsafe read(descriptor, buffer.baseAddress, buffer.count)
}
