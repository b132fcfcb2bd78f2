import Foundation
import IDTokenCore
import Testing

@testable import IDTokenJWKS

/// The file that keeps the last good key set: what is refused, what is kept.
@Suite struct SnapshotFileTests {
    private let folder: TemporaryFolder
    private let file: KeySetSnapshotFile
    private let now = NumericDate(seconds: 1_767_225_600)

    init() throws {
        folder = try TemporaryFolder()
        file = KeySetSnapshotFile(
            path: folder.file("keys"),
            issuer: "https://i.example/ü%\n",
            source: "https://k.example/certs"
        )
    }

    private func snapshot(
        _ numbers: [Int] = [0],
        generation: UInt64 = 1,
        age: Int64 = 0
    ) -> KeySetSnapshot {
        let time = now.advanced(bySeconds: -age)
        return KeySetSnapshot(
            body: TestKeySets.body(numbers),
            version: KeySetVersion(entityTag: "\"a%\"", lastModified: "Sun, 06 Nov 1994 08:49:37 GMT"),
            generation: generation,
            confirmedAt: time,
            firstSeenAt: time
        )
    }

    private func refusal(_ file: KeySetSnapshotFile, minimumGeneration: UInt64 = 0) -> KeySetSnapshotRefusal? {
        do throws(KeySetSnapshotRefusal) {
            _ = try file.load(at: now, maximumAge: .seconds(86400), minimumGeneration: minimumGeneration)
            return nil
        } catch {
            return error
        }
    }

    @Test func `What was saved is loaded, and only its owner may read it`() throws {
        #expect(try file.save(snapshot(), at: now) == 1)
        #expect(try file.load(at: now, maximumAge: .seconds(86400)) == snapshot())
        #expect(try folder.permissions("keys") == 0o600)
        #expect(folder.names == ["keys", "keys.lock"])
    }

    @Test func `A missing file is refused as missing`() {
        #expect(refusal(file) == .missing)
    }

    @Test func `Every single altered byte is noticed`() throws {
        try file.save(snapshot(), at: now)
        let bytes = try folder.read("keys")
        for position in bytes.indices {
            var altered = bytes
            altered[position] ^= 0x01
            try folder.write("keys", altered)
            #expect(refusal(file) != nil, "byte \(position)")
        }
    }

    @Test func `Every truncation is noticed`() throws {
        try file.save(snapshot(), at: now)
        let bytes = try folder.read("keys")
        for count in 0..<bytes.count {
            try folder.write("keys", Array(bytes[..<count]))
            let reason = try #require(refusal(file), "\(count) bytes")
            #expect([.truncated, .notASnapshot].contains(reason), "\(count) bytes: \(reason)")
        }
    }

    @Test func `A byte too many is noticed`() throws {
        try file.save(snapshot(), at: now)
        try folder.write("keys", try folder.read("keys") + [0x20])
        #expect(refusal(file) == .altered)
    }

    @Test func `A snapshot of another issuer or source is refused`() throws {
        try file.save(snapshot(), at: now)
        #expect(refusal(KeySetSnapshotFile(path: file.path, issuer: "https://other", source: file.source)) == .foreign)
        #expect(refusal(KeySetSnapshotFile(path: file.path, issuer: file.issuer, source: "https://other")) == .foreign)
    }

    @Test(
        arguments: [(86399, nil), (86400, .tooOld), (-299, nil), (-301, .fetchedInFuture)]
            as [(Int64, KeySetSnapshotRefusal?)]
    )
    func `A snapshot is used only as long as keys are trusted`(age: Int64, expected: KeySetSnapshotRefusal?) throws {
        try file.save(snapshot(age: age), at: now)
        #expect(refusal(file) == expected)
    }

    @Test(arguments: [0o620, 0o602, 0o666]) func `A file that others may write is refused`(permissions: Int) throws {
        try file.save(snapshot(), at: now)
        try folder.write("keys", try folder.read("keys"), permissions: permissions)
        #expect(refusal(file) == .writableByOthers)
    }

    @Test func `A folder, a file of another kind and a huge file are refused`() throws {
        #expect(refusal(KeySetSnapshotFile(path: folder.path, issuer: "i", source: "s")) == .notAFile)
        try folder.write("keys", Array("{\"keys\":[]}".utf8))
        #expect(refusal(file) == .notASnapshot)
        try folder.write("keys", [UInt8](repeating: 0x20, count: 2 * 1024 * 1024))
        #expect(refusal(file) == .tooLarge)
    }

    @Test func `An older generation than the one held before is refused`() throws {
        try file.save(snapshot(generation: 6), at: now)
        #expect(refusal(file, minimumGeneration: 7) == .olderGeneration)
        #expect(refusal(file, minimumGeneration: 6) == nil)
    }

    @Test func `An older set never takes the place of a newer one`() throws {
        try file.save(snapshot([1], generation: 5, age: 10), at: now)
        #expect(try file.save(snapshot([0], generation: 4, age: 20), at: now) == 5)
        #expect(try file.load(at: now, maximumAge: .seconds(86400)).body == TestKeySets.body([1]))
    }

    @Test func `Another set than that on disk gets a generation of its own`() throws {
        try file.save(snapshot([1], generation: 5, age: 10), at: now)
        #expect(try file.save(snapshot([0], generation: 2, age: 5), at: now) == 6)
        #expect(try file.save(snapshot([0], generation: 2, age: 0), at: now) == 6)
        #expect(try file.load(at: now, maximumAge: .seconds(86400)).firstSeenAt == now.advanced(bySeconds: -5))
    }

    @Test func `A set that is larger than usual is not forgotten where the cache admits it`() throws {
        let large = KeySetSnapshotFile(path: file.path, issuer: "i", source: "s", maximumBytes: 2 * 1024 * 1024)
        var newer = snapshot([1], generation: 5, age: 10)
        newer.body += [UInt8](repeating: 0x20, count: 1024 * 1024)
        try large.save(newer, at: now)
        #expect(try large.save(snapshot([0], generation: 4, age: 20), at: now) == 5)
        #expect(try large.load(at: now, maximumAge: .seconds(86400)) == newer)
        #expect(refusal(KeySetSnapshotFile(path: file.path, issuer: "i", source: "s")) == .tooLarge)
    }

    @Test func `A file from the future does not keep others from saving`() throws {
        try file.save(snapshot([1], generation: 5, age: -100_000), at: now)
        #expect(try file.save(snapshot([0], generation: 2), at: now) == 6)
        #expect(refusal(file) == nil)
    }

    @Test func `A disk that is full leaves the old file whole and no rubbish`() throws {
        try file.save(snapshot(age: 10), at: now)
        var full = file
        full.file.writeAll = { (file: borrowing OpenFile, bytes: [UInt8]) throws(FileError) in
            try file.writeAll(Array(bytes[..<(bytes.count / 2)]))
            throw FileError(number: ENOSPC)
        }
        let failure = #expect(throws: KeySetSnapshotFailure.self) { try full.save(snapshot([1]), at: now) }
        #expect(failure?.reason.isEmpty == false)
        #expect(try file.load(at: now, maximumAge: .seconds(86400)) == snapshot(age: 10))
        #expect(folder.names == ["keys", "keys.lock"])
    }

    @Test func `A place that cannot be written to is reported`() {
        for path in ["/proc/idtoken-keys", folder.file("no/such/folder"), "/dev/null/keys"] {
            let file = KeySetSnapshotFile(path: path, issuer: "i", source: "s")
            #expect(throws: KeySetSnapshotFailure.self) { try file.save(snapshot(), at: now) }
        }
    }

    @Test func `A symbolic link at the place of the lock is not followed`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("keys.lock"),
            withDestinationPath: folder.file("victim")
        )
        #expect(throws: KeySetSnapshotFailure.self) { try file.save(snapshot(), at: now) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("victim")))
    }

    @Test func `Many who share one file never see half of it nor go back in time`() async throws {
        let (file, now) = (self.file, self.now)
        let sets = (0..<8).map { snapshot([$0], generation: 1, age: Int64(100 - $0)) }
        await withTaskGroup(of: Void.self) { group in
            for set in sets {
                group.addTask { for _ in 0..<4 { _ = try? file.save(set, at: now) } }
            }
            group.addTask {
                var last = NumericDate(seconds: 0)
                for _ in 0..<300 {
                    do throws(KeySetSnapshotRefusal) {
                        let read = try file.load(at: now, maximumAge: .seconds(86400))
                        if read.confirmedAt < last { Issue.record("It went back to \(read.confirmedAt).") }
                        last = read.confirmedAt
                    } catch {
                        if error != .missing { Issue.record("It was refused: \(error).") }
                    }
                    await Task.yield()
                }
            }
        }
        #expect(try file.load(at: now, maximumAge: .seconds(86400)).body == TestKeySets.body([7]))
    }
}
