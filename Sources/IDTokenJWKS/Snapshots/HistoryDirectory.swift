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
        _ = unsafe mkdir(path, 0o700)
        let snapshots = names().compactMap { name -> RememberedKeySet? in
            guard let snapshot = try? file(name).loadWhateverItsAge(),
                let keys = try? JWKSet(parsing: snapshot.body)
            else { return nil }
            return RememberedKeySet(snapshot: snapshot, keys: keys, writtenAt: snapshot.confirmedAt)
        }
        return snapshots.sorted {
            ($0.snapshot.firstSeenAt, $0.snapshot.generation) < ($1.snapshot.firstSeenAt, $1.snapshot.generation)
        }
    }

    func write(_ snapshot: KeySetSnapshot) throws(KeySetSnapshotFailure) {
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

    private func names() -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name.hasSuffix(Self.suffix) { names.append(name) }
        }
        return names
    }
}
