internal import IDTokenJWKS

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file that a result is written to, for everybody to read.
///
/// A regular file, or none yet, is replaced at once by one that is finished. Anything else, a device or a pipe, is written
/// to and never replaced: renaming over `/dev/null` would take it from the whole machine.
struct SavedFile {
    let path: String

    /// Writes all bytes.
    ///
    /// - Throws: ``CommandFailure`` with ``ExitStatus/unavailable`` if they cannot be written.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        var status = stat()
        let isThere = unsafe stat(path, &status) == 0
        guard isThere, status.st_mode & S_IFMT != S_IFREG else { return try replace(with: bytes) }
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(Process.reason(errno)) }
        defer { close(descriptor) }
        try StandardStream(descriptor: descriptor).write(bytes)
    }

    private func replace(with bytes: [UInt8]) throws(CommandFailure) {
        do throws(FileError) {
            try AtomicFile(path: target).replace(with: bytes, mode: 0o644)
        } catch {
            throw failure(error.description)
        }
    }

    /// What a symbolic link leads to, so that the link stays.
    private var target: String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private func failure(_ reason: String) -> CommandFailure {
        .unavailable("\(ShownName.path(path)) cannot be written: \(Phrase.of(reason))")
    }
}
