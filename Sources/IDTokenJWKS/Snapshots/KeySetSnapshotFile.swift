public import IDTokenCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file that keeps the last good key set, so that a process starts at once and without a network.
///
/// It is written by renaming a finished file over the old one, with mode 0600, and read only if nobody but its owner can
/// have written it. Its owner is trusted: the digest in it finds accidents, not attackers. Several processes may share
/// one file; an older set never takes the place of a newer one.
public struct KeySetSnapshotFile: Sendable {
    /// Where the file is.
    public let path: String
    /// The issuer that the file must be of.
    public let issuer: String
    /// The ``KeySetSource/name`` of the source that the file must be of.
    public let source: String
    /// The most bytes that a key set in the file may have.
    public let maximumBytes: Int
    /// The file to write; tests let its disk be full.
    var file: AtomicFile

    /// How far in the future a snapshot may have been fetched: processes that share a file may have been judged by a
    /// clock that was set back since, and whole seconds are rounded.
    static let futureTolerance: Duration = .seconds(5 * 60)

    /// Names a file; nothing is read yet.
    ///
    /// - Parameter maximumBytes: The most bytes that a key set may have, which is what ``FetchLimits/maximumBytes`` admits
    ///   from the endpoint.
    public init(
        path: String,
        issuer: String,
        source: String,
        maximumBytes: Int = FetchLimits().maximumBytes
    ) {
        self.path = path
        self.maximumBytes = maximumBytes
        self.issuer = issuer
        self.source = source
        file = AtomicFile(path: path)
    }

    /// Reads the snapshot, if it can be trusted. Blocks for the reading of the file.
    ///
    /// - Parameters:
    ///   - now: The time by which its age is judged.
    ///   - maximumAge: How long keys are trusted that were not confirmed.
    ///   - generation: The least generation that is accepted.
    /// - Throws: ``KeySetSnapshotRefusal`` with the reason. The file is left as it is.
    public func load(
        at now: NumericDate,
        maximumAge: Duration,
        minimumGeneration generation: UInt64 = 0
    ) throws(KeySetSnapshotRefusal) -> KeySetSnapshot {
        let snapshot = try read()
        let age = now.duration(since: snapshot.confirmedAt)
        guard age < maximumAge else { throw .tooOld }
        guard age >= .zero - Self.futureTolerance else { throw .fetchedInFuture }
        guard snapshot.generation >= generation else { throw .olderGeneration }
        return snapshot
    }

    /// Reads the snapshot for the history of keys, in which age is no fault.
    func loadWhateverItsAge() throws(KeySetSnapshotRefusal) -> KeySetSnapshot {
        try read()
    }

    /// Reads a snapshot of any age, issuer and source, and whose it is.
    static func loadWhosever(
        _ path: String,
        maximumBytes: Int
    ) throws(KeySetSnapshotRefusal) -> (issuer: String, source: String, snapshot: KeySetSnapshot) {
        try SnapshotFormat.read(bytes(at: path, maximumBytes: maximumBytes))
    }

    /// Writes a snapshot, unless the file holds a newer one. Blocks until the device has it.
    ///
    /// - Parameter now: The time; a file from the future does not count as newer.
    /// - Returns: The generation under which the set is on disk: that of the snapshot, or one more than another process
    ///   has given to another set meanwhile.
    /// - Throws: ``KeySetSnapshotFailure`` with the system's reason, for example a full disk. The old file is then left
    ///   whole.
    @discardableResult
    public func save(_ snapshot: KeySetSnapshot, at now: NumericDate) throws(KeySetSnapshotFailure) -> UInt64 {
        do throws(FileError) {
            return try file.whileLocked { () throws(FileError) in
                var snapshot = snapshot
                if let present = try? read() {
                    let isFromFuture = present.confirmedAt.duration(since: now) > Self.futureTolerance
                    let isNewer = present.confirmedAt.seconds > snapshot.confirmedAt.seconds
                    if isNewer, !isFromFuture { return present.generation }
                    let isSame = present.body == snapshot.body
                    snapshot.generation = max(snapshot.generation, present.generation + (isSame ? 0 : 1))
                    if isSame { snapshot.firstSeenAt = min(snapshot.firstSeenAt, present.firstSeenAt) }
                }
                try file.replace(with: SnapshotFormat.write(snapshot, issuer: issuer, source: source))
                return snapshot.generation
            }
        } catch {
            throw KeySetSnapshotFailure(reason: error.description)
        }
    }

    /// Reads the file and checks everything but its age.
    private func read() throws(KeySetSnapshotRefusal) -> KeySetSnapshot {
        try SnapshotFormat.read(Self.bytes(at: path, maximumBytes: maximumBytes), issuer: issuer, source: source)
    }

    private static func bytes(at path: String, maximumBytes: Int) throws(KeySetSnapshotRefusal) -> [UInt8] {
        let attributes: FileAttributes
        let bytes: [UInt8]?
        do throws(FileError) {
            // Not to be held up by a named pipe.
            let file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
            attributes = try file.attributes()
            bytes =
                attributes.isRegular ? try file.readAll(atMost: maximumBytes + SnapshotFormat.maximumHeaderBytes) : []
        } catch {
            throw error.isMissing ? .missing : .unreadable(error.description)
        }
        if let reason = distrust(attributes) { throw reason }
        guard let bytes else { throw .tooLarge }
        return bytes
    }

    /// Why a file may have been written by somebody who is not trusted.
    private static func distrust(_ attributes: FileAttributes) -> KeySetSnapshotRefusal? {
        guard attributes.isRegular else { return .notAFile }
        guard attributes.owner == geteuid() || attributes.owner == 0 else { return .otherOwner }
        return attributes.permissions & 0o022 == 0 ? nil : .writableByOthers
    }
}

/// Why a snapshot was not written.
public struct KeySetSnapshotFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The system's reason.
    public let reason: String

    /// The system's reason.
    public var description: String { reason }
}
