internal import Synchronization

/// One immutable object that many threads read and one replaces, without a lock on the readers' side.
///
/// A reader enters a section of ``ReaderSections``, loads the reference, copies what it needs, and leaves. The writer
/// exchanges the reference first and keeps the old object until it has seen every counter at zero once since: a reader
/// that entered before has left by then, and one that enters later loads the new reference, because entering, exchanging
/// and looking are all in one sequentially consistent order. What cannot be released yet is looked at again with the
/// next publication; nobody waits.
@safe
final class PublishedCell<Value: AnyObject & Sendable>: Sendable {
    private let current: Atomic<Unmanaged<Value>>
    private let sections = ReaderSections.shared
    private let retired = Mutex<[RetiredValue]>([])

    /// An object that was replaced, and the counters that have not been seen at zero since.
    private struct RetiredValue {
        let value: Value
        var unseen: UInt64
    }

    init(_ value: Value) {
        unsafe current = Atomic(Unmanaged.passRetained(value))
    }

    deinit {
        // The last owner of the cell is the only one that could read it.
        unsafe current.load(ordering: .acquiring).release()
    }

    /// Reads the object. What `body` returns must own what it refers to: a copied value or a retained reference.
    @inline(__always)
    func read<Result>(_ body: (borrowing Value) -> Result) -> Result {
        let index = ReaderSections.currentIndex
        sections.enter(index)
        defer { sections.leave(index) }
        // Safe: within the section the writer keeps the object, see above.
        return unsafe current.load(ordering: .sequentiallyConsistent)._withUnsafeGuaranteedRef { body($0) }
    }

    /// Replaces the object. Calls must not overlap.
    func publish(_ value: Value) {
        let old = unsafe current.exchange(Unmanaged.passRetained(value), ordering: .sequentiallyConsistent)
        let owned = unsafe old.takeRetainedValue()
        let released = retired.withLock { retired in
            retired.append(RetiredValue(value: owned, unseen: .max))
            return Self.removeUnread(&retired, sections)
        }
        // Outside of the lock: releasing a key set may take some microseconds.
        withExtendedLifetime(released) {}
    }

    /// How many replaced objects wait for readers to leave; for tests.
    var retiredCount: Int { retired.withLock { $0.count } }

    private static func removeUnread(_ retired: inout [RetiredValue], _ sections: ReaderSections) -> [RetiredValue] {
        // A section is so short that a second or third look finds a busy counter idle, unless its thread was suspended.
        for _ in 0..<4 {
            var idle: UInt64 = 0
            for index in 0..<ReaderSections.count where sections.isIdle(index) { idle |= 1 << UInt64(index) }
            for position in retired.indices { retired[position].unseen &= ~idle }
            if idle == .max { break }
        }
        let released = retired.filter { $0.unseen == 0 }
        retired.removeAll { $0.unseen == 0 }
        return released
    }
}
