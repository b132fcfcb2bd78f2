internal import NIOCore
internal import Synchronization

/// The open connections, of which there are never more than a limit.
///
/// Where one more comes, it takes the place of the one that has kept the server waiting longest, so that clients that
/// connect and send nothing cannot keep others out. A connection whose request is being answered is never ended for
/// another.
final class ConnectionTable: Sendable {
    /// One connection, as far as the others need to know it.
    final class Entry: Sendable {
        private static let answering: Int64 = .max

        fileprivate let channel: any Channel
        /// Since when the client has kept the server waiting, in nanoseconds of uptime.
        private let waitingSince: Atomic<Int64>

        fileprivate init(_ channel: any Channel) {
            self.channel = channel
            waitingSince = Atomic(Self.now)
        }

        /// The server waits for the client from now on.
        func waits() {
            waitingSince.store(Self.now, ordering: .relaxed)
        }

        /// The client has sent all of a request and waits for the server.
        func isAnswered() {
            waitingSince.store(Self.answering, ordering: .relaxed)
        }

        fileprivate var since: Int64? {
            let since = waitingSince.load(ordering: .relaxed)
            return since == Self.answering ? nil : since
        }

        private static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }
    }

    private let limit: Int
    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

    /// Makes a table for at least one connection.
    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    var count: Int { entries.withLock { $0.count } }

    /// Adds a connection; `nil` if there is no room, because all connections are being answered.
    func add(_ channel: any Channel) -> Entry? {
        let entry = Entry(channel)
        let (isAdded, evicted) = entries.withLock { entries -> (Bool, Entry?) in
            var evicted: Entry?
            if entries.count >= limit {
                // Linear in the limit, some microseconds, and only when there is no room.
                let waiting = entries.values.compactMap { entry in entry.since.map { (entry, $0) } }
                guard let oldest = waiting.min(by: { $0.1 < $1.1 })?.0 else { return (false, nil) }
                entries.removeValue(forKey: ObjectIdentifier(oldest))
                evicted = oldest
            }
            entries[ObjectIdentifier(entry)] = entry
            return (true, evicted)
        }
        evicted?.channel.close(promise: nil)
        return isAdded ? entry : nil
    }

    func remove(_ entry: Entry) {
        _ = entries.withLock { $0.removeValue(forKey: ObjectIdentifier(entry)) }
    }
}
