internal import Synchronization

/// Objects that threads which have ended leave to threads to come.
///
/// Safe to share: an object in the list belongs to no thread, and whoever takes it out is its only owner.
struct SpareObjects<Value: AnyObject>: ~Copyable, Sendable {
    /// A context has about 150 KB; more threads than this rarely end at once.
    private let maximumCount = 16

    private let objects = Mutex<[Spare]>([])

    private struct Spare: @unchecked Sendable {
        let value: Value
    }

    /// Keeps an object, or lets it go if there are enough.
    func keep(_ value: Value) {
        let spare = Spare(value: value)
        objects.withLock { objects in
            if objects.count < maximumCount { objects.append(spare) }
        }
    }

    /// Takes an object out, if there is one.
    func take() -> Value? {
        objects.withLock { $0.popLast() }?.value
    }
}
