import IDTokenCore
import Testing

@testable import IDTokenJWKS

/// What a folder of a history is found to hold by those who look at it.
@Suite struct HistoryEntryTests {
    private func snapshot(_ number: Int, at seconds: Int64) -> KeySetSnapshot {
        let time = NumericDate(seconds: seconds)
        return KeySetSnapshot(
            body: TestKeySets.body([number]),
            generation: UInt64(number),
            confirmedAt: time,
            firstSeenAt: time
        )
    }

    @Test func `Sets of every issuer and source are listed, oldest first`() throws {
        let folder = try TemporaryFolder()
        let first = KeySetHistory(directory: folder.path, issuer: "i", source: "s")
        let second = KeySetHistory(directory: folder.path, issuer: "other", source: "t")
        try first.note(snapshot(2, at: 2000))
        try second.note(snapshot(1, at: 1000))
        let contents = try HistoryEntry.all(in: folder.path).map { try $0.content.get() }
        #expect(contents.map(\.issuer) == ["other", "i"])
        #expect(contents.map(\.source) == ["t", "s"])
        #expect(contents.map(\.snapshot) == [snapshot(1, at: 1000), snapshot(2, at: 2000)])
    }

    @Test func `What cannot be used is listed behind them with its reason`() throws {
        let folder = try TemporaryFolder()
        try KeySetHistory(directory: folder.path, issuer: "i", source: "s").note(snapshot(1, at: 1000))
        let name = try #require(folder.names.first)
        var bytes = try folder.read(name)
        bytes[bytes.count - 1] ^= 1
        try folder.write("0-0.keys", bytes)
        try folder.write("unrelated", [])
        let entries = HistoryEntry.all(in: folder.path)
        #expect(entries.map(\.name) == [name, "0-0.keys"])
        #expect(throws: KeySetSnapshotRefusal.self) { try entries[1].content.get() }
    }

    @Test func `A folder that is not there holds nothing, and is not made`() throws {
        let folder = try TemporaryFolder()
        #expect(HistoryEntry.all(in: folder.file("none")).isEmpty)
        #expect(KeySetHistory(directory: folder.file("none"), issuer: "i", source: "s").generations.isEmpty)
        #expect(folder.names.isEmpty)
    }

    @Test func `A set that was fetched without a word of an issuer is of its source alone`() throws {
        let folder = try TemporaryFolder()
        try KeySetHistory(directory: folder.path, issuer: "s", source: "s").note(snapshot(1, at: 1000))
        #expect(KeySetHistory(directory: folder.path, issuer: "i", source: "s").generations.count == 1)
        #expect(KeySetHistory(directory: folder.path, issuer: "i", source: "t").generations.isEmpty)
        #expect(KeySetHistory(directory: folder.path, issuer: "s", source: "t").generations.isEmpty)
    }
}
