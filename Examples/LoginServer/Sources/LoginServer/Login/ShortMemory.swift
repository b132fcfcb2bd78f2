import IDTokenCore
import Synchronization

/// Remembers values by random names for a fixed time, in bounded memory: logins that have begun, and sessions.
///
/// What it holds is gone with the process: users who were logging in begin again.
final class ShortMemory<Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        let expiration: NumericDate
    }

    private struct State: Sendable {
        var entries: [String: Entry] = [:]
        var nextSweep = NumericDate(seconds: 0)
    }

    private let lifetime: Int64
    private let capacity: Int
    private let state = Mutex(State())

    /// Makes a memory.
    ///
    /// - Parameters:
    ///   - lifetime: Seconds after which a value is forgotten.
    ///   - capacity: The most values that are held.
    init(lifetime: Int, capacity: Int = 100_000) {
        self.lifetime = Int64(lifetime)
        self.capacity = capacity
    }

    /// Remembers a value.
    ///
    /// - Throws: ``Refusal/full`` rather than to forget another value before its time.
    func remember(_ value: Value, as name: String, at now: NumericDate) throws(Refusal) {
        let entry = Entry(value: value, expiration: now.advanced(bySeconds: lifetime))
        let isRemembered = state.withLock { state in
            if now >= state.nextSweep {
                state.entries = state.entries.filter { now < $0.value.expiration }
                state.nextSweep = now.advanced(bySeconds: 60)
            }
            guard state.entries.count < capacity else { return false }
            state.entries[name] = entry
            return true
        }
        guard isRemembered else { throw .full }
    }

    /// The value of a name, if it is remembered still.
    func value(of name: String, at now: NumericDate) -> Value? {
        state.withLock { state in
            guard let entry = state.entries[name], now < entry.expiration else { return nil }
            return entry.value
        }
    }

    /// Forgets a value before its time.
    func forget(_ name: String) {
        state.withLock { _ = $0.entries.removeValue(forKey: name) }
    }
}

/// Names that nobody can guess.
enum RandomName {
    /// 256 bits of the system's randomness as hexadecimal digits.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in
            let digits = String(UInt8.random(in: .min ... .max, using: &generator), radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
