#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Replaces a file so that a reader sees the old content or the new one, whole, and a crash leaves one of them.
package struct AtomicFile: Sendable {
    package let path: String
    /// Writes the temporary file; replaced in tests by one that a full disk interrupts.
    var writeAll: @Sendable (borrowing OpenFile, [UInt8]) throws(FileError) -> Void = {
        (file: borrowing OpenFile, bytes: [UInt8]) throws(FileError) in try file.writeAll(bytes)
    }

    package init(path: String) {
        self.path = path
    }

    /// Writes a temporary file beside the file and renames it over the file.
    ///
    /// - Parameter mode: Who may read the file, before the process's mask is applied; unless told otherwise its owner.
    package func replace(with bytes: [UInt8], mode: UInt16 = 0o600) throws(FileError) {
        let temporary = "\(path).\(getpid()).\(UInt64.random(in: 0...UInt64.max)).tmp"
        do throws(FileError) {
            let file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode_t(mode))
            try writeAll(file, bytes)
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        guard unsafe rename(temporary, path) == 0 else {
            let error = FileError.last
            unsafe unlink(temporary)
            throw error
        }
        // The rename itself is on the device once the directory is.
        if let directory = try? OpenFile(directoryPath, O_RDONLY) { fsync(directory.descriptor) }
    }

    /// Does something while no other process does it for the same file.
    ///
    /// - Throws: What the system says if the lock is held by another for longer than about a second.
    func whileLocked<Result>(_ body: () throws(FileError) -> Result) throws(FileError) -> Result {
        let lock = try OpenFile(path + ".lock", O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
        var attempts = 0
        while flock(lock.descriptor, LOCK_EX | LOCK_NB) != 0 {
            let error = FileError.last
            guard error.number == EWOULDBLOCK || error.number == EINTR, attempts < 100 else { throw error }
            attempts += 1
            usleep(10_000)
        }
        // Closing the file, which its going does, gives the lock back.
        defer { flock(lock.descriptor, LOCK_UN) }
        return try body()
    }

    private var directoryPath: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
