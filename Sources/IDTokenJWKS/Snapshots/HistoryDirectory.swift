internal import IDTokenCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A folder with one snapshot file for each key set of the past.
struct HistoryDirectory: Sendable {
    let path: String
    let issuer: String
    let source: String

    private static let suffix = ".keys"
    /// More than any cache admits; a history does not know what its cache does.
    private static let maximumBytes = 16 * 1024 * 1024

    /// Reads all files that can be trusted, oldest first; others are left alone.
    func load() -> [RememberedKeySet] {
        let snapshots = Self.names(in: path).compactMap { name -> RememberedKeySet? in
            guard let snapshot = try? file(name).loadWhateverItsAge(),
                let keys = try? JWKSet(parsing: snapshot.body)
            else { return nil }
            return RememberedKeySet(snapshot: snapshot, keys: keys, writtenAt: snapshot.confirmedAt)
        }
        return snapshots.sorted {
            ($0.snapshot.firstSeenAt, $0.snapshot.generation) < ($1.snapshot.firstSeenAt, $1.snapshot.generation)
        }
    }

    /// Everything that a folder holds, of whatever issuer and source, oldest first and unusable files last.
    static func entries(in path: String) -> [HistoryEntry] {
        let entries = names(in: path).map { name in
            do throws(KeySetSnapshotRefusal) {
                let content = try KeySetSnapshotFile.loadWhosever("\(path)/\(name)", maximumBytes: maximumBytes)
                return HistoryEntry(
                    name: name,
                    content: .success(
                        HistoryEntry.Content(issuer: content.issuer, source: content.source, snapshot: content.snapshot)
                    )
                )
            } catch {
                return HistoryEntry(name: name, content: .failure(error))
            }
        }
        return entries.sorted { $0.order < $1.order }
    }

    func write(_ snapshot: KeySetSnapshot) throws(KeySetSnapshotFailure) {
        _ = unsafe mkdir(path, 0o700)
        do throws(FileError) {
            let bytes = SnapshotFormat.write(snapshot, issuer: issuer, source: source)
            try AtomicFile(path: "\(path)/\(name(of: snapshot))").replace(with: bytes)
        } catch {
            throw KeySetSnapshotFailure(reason: error.description)
        }
    }

    func remove(_ snapshot: KeySetSnapshot) {
        unsafe unlink("\(path)/\(name(of: snapshot))")
    }

    private func name(of snapshot: KeySetSnapshot) -> String {
        "\(snapshot.firstSeenAt.seconds)-\(snapshot.generation)\(Self.suffix)"
    }

    private func file(_ name: String) -> KeySetSnapshotFile {
        KeySetSnapshotFile(
            path: "\(path)/\(name)",
            issuer: issuer,
            source: source,
            maximumBytes: Self.maximumBytes
        )
    }

    private static func names(in path: String) -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name.hasSuffix(suffix) { names.append(name) }
        }
        return names
    }
}
