internal import Foundation
internal import IDTokenCore
internal import IDTokenJWKS

/// A disk snapshot of a key set, removed when it goes.
final class SnapshotFile {
    let path: String

    private let folder: URL

    init(_ keySet: [UInt8], source: String, at now: NumericDate) throws(BenchError) {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("idtoken-bench-\(UUID().uuidString)")
        path = folder.appendingPathComponent("keys").path
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let file = KeySetSnapshotFile(path: path, issuer: source, source: source)
            try file.save(KeySetSnapshot(body: keySet, generation: 1, confirmedAt: now, firstSeenAt: now), at: now)
        } catch {
            throw BenchError("The snapshot cannot be written: \(error)")
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}
