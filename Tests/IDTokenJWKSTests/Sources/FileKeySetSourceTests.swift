import Foundation
import IDTokenCore
import IDTokenTesting
import Testing

@testable import IDTokenJWKS

@Suite struct FileKeySetSourceTests {
    private let limits = FetchLimits(deadline: .seconds(60))

    @Test func `A file that is written in place while it is read is never taken half`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("keys")
        let bodies = [TestKeySets.body([0, 1]), TestKeySets.body([2, 3, 4])]
        try folder.write("keys", bodies[0])
        let writer = Thread {
            // Truncates and writes in two halves, as an editor does.
            for round in 0..<400 {
                let body = bodies[round % 2]
                guard let file = FileHandle(forWritingAtPath: path) else { return }
                try? file.truncate(atOffset: 0)
                try? file.write(contentsOf: Data(body[..<(body.count / 2)]))
                try? file.write(contentsOf: Data(body[(body.count / 2)...]))
                try? file.close()
            }
        }
        writer.start()
        let source = FileKeySetSource(path: path)
        var (whole, refused) = (0, 0)
        for _ in 0..<20_000 where whole + refused < 300 || whole == 0 {
            do throws(KeySetFetchError) {
                // What is half is no JSON: the source may return it, and then the set is refused.
                let fetched = try await source.fetchOnce(limits: limits)
                if bodies.contains(fetched.body) { whole += 1 } else { Issue.record("A mixture was taken for a set.") }
            } catch {
                refused += 1
            }
        }
        while !writer.isFinished { try await Task.sleep(for: .milliseconds(5)) }
        #expect(whole > 0)
        #expect(try await source.fetchOnce(limits: limits).keys.keys.count == 3)
    }

    @Test func `A file that is replaced by renaming while it is read is always whole`() async throws {
        let folder = try TemporaryFolder()
        let bodies = [TestKeySets.body([0, 1]), TestKeySets.body([2, 3, 4])]
        try folder.write("keys", bodies[0])
        let writer = Thread {
            for round in 0..<400 {
                try? folder.write("next", bodies[round % 2])
                _ = unsafe rename(folder.file("next"), folder.file("keys"))
            }
        }
        writer.start()
        let source = FileKeySetSource(path: folder.file("keys"))
        while !writer.isFinished {
            do throws(KeySetFetchError) {
                #expect(bodies.contains(try await source.fetchOnce(limits: limits).body))
            } catch {
                // It may be replaced before every second look, and then is not taken at all.
                #expect(error.code == .unsteadyFile)
            }
        }
        #expect(bodies.contains(try await source.fetchOnce(limits: limits).body))
    }

    @Test func `A change that leaves the same size and times behind is seen`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("keys", TestKeySets.body([0]))
        let source = FileKeySetSource(path: folder.file("keys"))
        let request = KeySetRequest(limits: FetchLimits(deadline: .seconds(60)))
        for number in 1..<30 {
            guard case .body(_, let freshness) = try await source.fetch(request) else {
                Issue.record("Without a version there is nothing to be unchanged.")
                return
            }
            // In place and at once: some writes fall into the tick of the clock in which the file was read.
            let file = try #require(FileHandle(forWritingAtPath: folder.file("keys")))
            try file.write(contentsOf: Data(TestKeySets.body([number])))
            try file.close()
            let next = try await source.fetch(KeySetRequest(version: freshness.version, limits: request.limits))
            guard case .body(TestKeySets.body([number]), _) = next else {
                Issue.record("The old keys would be trusted for ever.")
                return
            }
        }
    }

    @Test func `A file that has not changed for some seconds is not read again`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("keys", TestKeySets.body([0]))
        let source = FileKeySetSource(path: folder.file("keys"))
        var version: KeySetVersion?
        #expect(
            await eventually {
                guard case .body(_, let freshness) = try? await source.fetch(KeySetRequest()) else { return false }
                version = freshness.version
                return version != nil
            }
        )
        guard case .notModified = try await source.fetch(KeySetRequest(version: version)) else {
            Issue.record("The file was read again.")
            return
        }
    }

    @Test func `A cache follows a file, and keeps its keys when the file breaks`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("keys", TestKeySets.body([0]))
        let clock = ManualClock()
        let cache = try KeySetCache(
            source: FileKeySetSource(path: folder.file("keys")),
            configuration: .local,
            clock: clock
        )
        cache.start()
        try await cache.waitUntilReady(upTo: .seconds(1))
        try folder.write("keys", TestKeySets.body([1]))
        func held() -> [String] { cache.status.keys.compactMap(\.keyIdentifier) }
        #expect(await eventually { clock.sleeperCount == 1 })
        clock.advance(by: 6)
        #expect(await eventually { held() == [TestKeySets.key(1).keyIdentifier] })
        try folder.write("keys", Array("{\"keys\":[".utf8))
        #expect(await eventually { clock.sleeperCount == 1 })
        clock.advance(by: 6)
        #expect(await eventually { cache.status.lastFailure?.code == .notAKeySet })
        #expect(held() == [TestKeySets.key(1).keyIdentifier])
    }

    @Test func `What is no regular file is refused without waiting`() async throws {
        let folder = try TemporaryFolder()
        let isMade = unsafe mkfifo(folder.file("pipe"), 0o600) == 0
        #expect(isMade)
        for path in [folder.file("pipe"), folder.path, "/dev/zero"] {
            await #expect(throws: KeySetFetchError(.unreadableFile, "")) {
                try await FileKeySetSource(path: path).fetchOnce(limits: FetchLimits(deadline: .seconds(60)))
            }
        }
    }
}
