#if SQLite

    import Foundation
    import IDTokenCore
    import IDTokenNonceSQLite
    import Testing

    /// What other processes do to a store, the end of a process at any moment included.
    @Suite(.serialized)
    struct SQLiteProcessTests {
        static let now = NumericDate(seconds: 1_767_225_600)

        @Test(arguments: 1...8)
        func `A nonce that was spent stays spent, whenever the process is killed`(round: Int) async throws {
            let folder = try TemporaryFolder()
            let (path, log) = (folder.file("nonces.sqlite"), folder.file("spent.log"))
            try Data().write(to: URL(fileURLWithPath: log))
            Self.kill(processLoggingTo: log, afterLines: Int.random(in: 1...60))
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, log = log as String] in
                try await OtherProcess.spendUntilKilled(path: path, log: log)
            }

            let store = try SQLiteNonceStore(path: path)
            // What follows the last newline was not written whole: its nonce may be spent, but nobody was told.
            let spent = try wholeLines(of: log).dropFirst()
            #expect(!spent.isEmpty)
            for nonce in spent {
                #expect(try await store.consume(nonce, at: Self.now) == .refused(.replayed))
            }
            let next = try await store.issue(at: Self.now)
            #expect(try await store.consume(next.value, at: Self.now) == .consumed)
        }

        @Test func `Of two processes exactly one spends each nonce`() async throws {
            let folder = try TemporaryFolder()
            let path = folder.file("nonces.sqlite")
            let store = try SQLiteNonceStore(path: path)
            var nonces: [String] = []
            for _ in 0..<100 { nonces.append(try await store.issue(at: Self.now).value) }
            let list = folder.file("nonces.txt")
            try Data(nonces.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: list))
            let logs = [folder.file("first.log"), folder.file("second.log")]
            async let first: Void = Self.spendAll(of: list, path: path, log: logs[0])
            async let second: Void = Self.spendAll(of: list, path: path, log: logs[1])
            _ = await (first, second)
            let wins = try logs.flatMap { try wholeLines(of: $0).dropFirst() }
            #expect(wins.sorted() == nonces.sorted())
        }

        @Test func `Two processes can open new databases at the same time`() async throws {
            let folder = try TemporaryFolder()
            let path = folder.file("nonces.sqlite")
            let start = Date().timeIntervalSince1970 + 0.5
            async let first: Void = Self.open(path, from: start)
            async let second: Void = Self.open(path, from: start)
            _ = await (first, second)
        }

        private static func spendAll(of list: String, path: String, log: String) async {
            await #expect(processExitsWith: .success) {
                [list = list as String, path = path as String, log = log as String] in
                try await OtherProcess.spendAll(of: list, path: path, log: log)
            }
        }

        private static func open(_ path: String, from start: Double) async {
            await #expect(processExitsWith: .success) { [path = path as String, start = start as Double] in
                try OtherProcess.open(path, from: start)
            }
        }

        /// Kills the process whose number is the first line of a file, as soon as the file has some lines.
        ///
        /// On a thread of its own: the test library waits for the other process on a thread of the cooperative pool.
        private static func kill(processLoggingTo log: String, afterLines count: Int) {
            Thread.detachNewThread {
                while true {
                    usleep(500)
                    guard let lines = try? wholeLines(of: log) else { return }
                    guard lines.count > count, let process = Int32(lines[0]) else { continue }
                    // Anywhere in the next transactions, not only behind one.
                    usleep(UInt32.random(in: 0...5000))
                    _ = Foundation.kill(process, SIGKILL)
                    return
                }
            }
        }
    }

    /// What runs in a process of its own.
    private enum OtherProcess {
        /// Issues and spends nonces, and writes each down once it is spent; ends by itself if nobody kills it for long.
        static func spendUntilKilled(path: String, log: String) async throws {
            let store = try SQLiteNonceStore(path: path)
            let log = try Log(log)
            for _ in 0..<10_000 {
                let nonce = try await store.issue(at: SQLiteProcessTests.now).value
                guard try await store.consume(nonce, at: SQLiteProcessTests.now) == .consumed else { return }
                log.write(nonce)
            }
        }

        /// Opens new databases, each at a moment that has been agreed on.
        static func open(_ path: String, from start: Double) throws {
            for number in 0..<40 {
                while Date().timeIntervalSince1970 < start + 0.02 * Double(number) {}
                _ = try SQLiteNonceStore(path: "\(path)-\(number)")
            }
        }

        /// Spends the nonces of a file, and writes down those that were unspent.
        static func spendAll(of list: String, path: String, log: String) async throws {
            let store = try SQLiteNonceStore(path: path)
            let log = try Log(log)
            for nonce in try wholeLines(of: list)
            where try await store.consume(nonce, at: SQLiteProcessTests.now) == .consumed {
                log.write(nonce)
            }
        }
    }

    private func wholeLines(of file: String) throws -> [String] {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// Lines that are in the system's hands once they are written, and so survive the process.
    private struct Log {
        private let handle: FileHandle

        init(_ path: String) throws {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            write("\(ProcessInfo.processInfo.processIdentifier)")
        }

        func write(_ line: String) {
            handle.write(Data("\(line)\n".utf8))
        }
    }

#endif
