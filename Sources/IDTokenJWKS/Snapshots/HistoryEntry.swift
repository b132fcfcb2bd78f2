internal import IDTokenCore

/// One file of a history on disk, usable or not, for those who look at the history itself.
package struct HistoryEntry: Sendable {
    /// A key set of the past and whose it is.
    package struct Content: Sendable {
        package let issuer: String
        package let source: String
        package let snapshot: KeySetSnapshot
    }

    /// The name of the file in its folder.
    package let name: String
    /// What it holds, or why that cannot be used.
    package let content: Result<Content, KeySetSnapshotRefusal>

    /// The sets in the order in which they came, and behind them what cannot be used by its name.
    var order: (Int64, UInt64, String) {
        guard case .success(let content) = content else { return (.max, .max, name) }
        return (content.snapshot.firstSeenAt.seconds, content.snapshot.generation, name)
    }

    /// Everything that a folder holds, of whatever issuer and source, oldest first and unusable files last. A folder that
    /// cannot be read holds nothing.
    package static func all(in folder: String) -> [HistoryEntry] {
        HistoryDirectory.entries(in: folder)
    }
}
