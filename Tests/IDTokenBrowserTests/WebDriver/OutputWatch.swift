internal import Foundation
internal import Synchronization

/// Reads the standard output of a program that is about to start, and waits for what it says of itself.
final class OutputWatch: Sendable {
    /// That a program ended, or said other things, before it said what was awaited.
    struct NeverSaid: Error {
        let awaited: String
        let output: String
    }

    private let chunks: AsyncStream<String>
    private let text = Mutex("")

    init(_ process: Foundation.Process) {
        let pipe = Pipe()
        process.standardOutput = pipe
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        chunks = stream
        // It goes on reading for as long as the program writes, which would otherwise stop at a full pipe.
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                return continuation.finish()
            }
            continuation.yield(String(decoding: data, as: UTF8.self))
        }
    }

    /// What follows `beginning` on the first whole line that starts with it. To be called once.
    func line(startingWith beginning: String) async throws -> String {
        for await chunk in chunks {
            let soFar = text.withLock { text in
                text += chunk
                return text
            }
            let complete = soFar.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = complete.first(where: { $0.hasPrefix(beginning) }) {
                return String(line.dropFirst(beginning.count))
            }
        }
        throw NeverSaid(awaited: beginning, output: text.withLock { $0 })
    }
}
