import Foundation
import IDTokenCore
import Testing

@testable import IDTokenJWKS

/// One snapshot file and several processes, real ones.
@Suite struct SharedFileTests {
    private static let now = NumericDate(seconds: 1_767_225_600)
    private static let rounds: Int64 = 60

    /// The sets of one process: others than those of the other one, younger from round to round.
    private static func snapshot(round: Int64, of process: Int64) -> KeySetSnapshot {
        let time = now.advanced(bySeconds: 2 * round + process)
        return KeySetSnapshot(
            body: TestKeySets.body([Int(2 * round + process) % 40]),
            generation: 1,
            confirmedAt: time,
            firstSeenAt: time
        )
    }

    /// What each process does: saves its sets and reads the file, which must be whole and never older than before.
    private static func share(_ path: String, as process: Int64) throws {
        let file = KeySetSnapshotFile(path: path, issuer: "i", source: "s")
        let end = now.advanced(bySeconds: 2 * rounds + 2)
        var last = (time: NumericDate(seconds: 0), generation: UInt64(0))
        for round in 0..<rounds {
            try file.save(snapshot(round: round, of: process), at: end)
            let read = try file.load(at: end, maximumAge: .seconds(86400))
            #expect(read.confirmedAt >= last.time)
            #expect(read.confirmedAt >= snapshot(round: round, of: process).confirmedAt)
            #expect(read.generation >= last.generation)
            last = (read.confirmedAt, read.generation)
        }
    }

    @Test func `Two processes that share one file never see half of it nor go back in time`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("keys")
        async let first = #expect(processExitsWith: .success) { [path = path as String] in
            try Self.share(path, as: 0)
        }
        async let second = #expect(processExitsWith: .success) { [path = path as String] in
            try Self.share(path, as: 1)
        }
        _ = await (first, second)
        let file = KeySetSnapshotFile(path: path, issuer: "i", source: "s")
        let youngest = Self.snapshot(round: Self.rounds - 1, of: 1)
        let read = try file.load(at: youngest.confirmedAt, maximumAge: .seconds(86400))
        #expect(read.body == youngest.body)
        #expect(folder.names == ["keys", "keys.lock"])
    }
}
