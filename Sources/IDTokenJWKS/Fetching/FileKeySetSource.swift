internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Reads a key set from a file, again whenever the file has changed.
///
/// An attempt costs one look at the file's attributes while nothing changes, so a cache may ask every few seconds; see
/// ``KeySetCacheConfiguration/local``. A file that is replaced by renaming is always read whole; one that is written in
/// place is read again if it changes meanwhile, and a half-written set is refused by its syntax. Times of a file are as
/// coarse as some milliseconds, on some systems two seconds, so within such a time after a change nothing is concluded
/// from them: the file is read twice and again at the next attempt.
public struct FileKeySetSource: KeySetSource {
    /// Where the file is.
    public let path: String

    private static let queue = DispatchQueue(label: "idtoken.keyset.file", qos: .utility, attributes: .concurrent)
    /// How often a file that changes under the reading is tried.
    private static let maximumTries = 4
    /// How long after a change another one may leave the same times behind: the coarsest file systems count in steps of
    /// two seconds.
    private static let timeResolution: Int64 = 3

    /// Makes a source; nothing is read yet.
    public init(path: String) {
        self.path = path
    }

    /// The path.
    public var name: String { path }

    /// Makes one attempt. The reading is done on a thread that may wait for a slow device.
    public func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer {
        let path = self.path
        return try await Deadline.run(request.limits) { () async throws(KeySetFetchError) in
            let result = await withCheckedContinuation { continuation in
                Self.queue.async { continuation.resume(returning: Self.read(path, request)) }
            }
            return try result.get()
        }
    }

    private static func read(_ path: String, _ request: KeySetRequest) -> Result<KeySetAnswer, KeySetFetchError> {
        do throws(FileError) {
            var previous: [UInt8]?
            for _ in 0..<maximumTries {
                // Opened anew each time: the name may mean another file by now. Not to be held up by a named pipe.
                let file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
                let before = try file.attributes()
                guard before.isRegular else {
                    return .failure(KeySetFetchError(.unreadableFile, "It is no regular file."))
                }
                let isSettled = before.isSettled(for: timeResolution)
                let freshness = KeySetFreshness(version: isSettled ? version(before) : nil)
                if isSettled, request.version == freshness.version { return .success(.notModified(freshness)) }
                guard let bytes = try file.readAll(atMost: request.limits.maximumBytes) else {
                    return .failure(.bodyTooLarge(request.limits))
                }
                let isSteady = try file.attributes() == before && bytes.count == before.size
                if isSteady, isSettled || bytes == previous { return .success(.body(bytes, freshness)) }
                previous = isSteady ? bytes : nil
            }
            return .failure(KeySetFetchError(.unsteadyFile, "The file changed again and again while it was read."))
        } catch {
            return .failure(KeySetFetchError(.unreadableFile, "The file cannot be read: \(error)."))
        }
    }

    /// What changes whenever the content may have.
    private static func version(_ attributes: FileAttributes) -> KeySetVersion? {
        let parts = [
            attributes.device, attributes.inode, attributes.size, attributes.modifiedSeconds,
            attributes.modifiedNanoseconds, attributes.changedSeconds, attributes.changedNanoseconds,
        ]
        return KeySetVersion(entityTag: parts.map { String($0, radix: 36) }.joined(separator: "."))
    }
}
