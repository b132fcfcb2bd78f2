#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An open file, closed when it goes.
struct OpenFile: ~Copyable {
    let descriptor: CInt

    /// Opens a file, or throws why the system refuses.
    init(_ path: String, _ flags: CInt, mode: mode_t = 0) throws(FileError) {
        // Not to be inherited by programs that are started meanwhile.
        let descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileError.last }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// What the system says of the file now.
    func attributes() throws(FileError) -> FileAttributes {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileError.last }
        return FileAttributes(status)
    }

    /// Reads from the start to the end, or returns `nil` if that is more than some bytes.
    func readAll(atMost limit: Int) throws(FileError) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count <= limit {
            let offset = off_t(bytes.count)
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress, $0.count, offset)
            }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError.last
            }
            bytes += chunk[..<count]
        }
        return nil
    }

    /// Writes all bytes, and waits until the device has them.
    func writeAll(_ bytes: [UInt8]) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError.last
            }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw FileError.last }
    }
}

/// What the system says of a file, as far as it matters here.
struct FileAttributes: Hashable, Sendable {
    let device, inode, size, modifiedSeconds, modifiedNanoseconds, changedSeconds, changedNanoseconds: Int64
    let isRegular: Bool
    let owner: UInt32
    let permissions: UInt32

    /// Whether the last change lies so many seconds back that another one would have left other times behind. A file
    /// from the future is never settled.
    func isSettled(for seconds: Int64) -> Bool {
        let now = Int64(time(nil))
        return max(modifiedSeconds, changedSeconds) <= now - seconds
    }

    init(_ status: stat) {
        device = Int64(truncatingIfNeeded: status.st_dev)
        inode = Int64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        (modifiedSeconds, modifiedNanoseconds) = (Int64(modified.tv_sec), Int64(modified.tv_nsec))
        (changedSeconds, changedNanoseconds) = (Int64(changed.tv_sec), Int64(changed.tv_nsec))
        isRegular = status.st_mode & S_IFMT == S_IFREG
        owner = status.st_uid
        permissions = UInt32(status.st_mode & 0o7777)
    }
}

/// The system's reason for refusing an operation on a file.
package struct FileError: Error, Hashable, CustomStringConvertible {
    package let number: CInt

    /// The reason of the last call of this thread.
    static var last: FileError { FileError(number: errno) }

    var isMissing: Bool { number == ENOENT }

    package var description: String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}
