/// Where a validator finds its key set at the moment of judging.
///
/// A fixed set is one; a cache that refreshes itself is another. Reading must not wait for anything.
public protocol KeySetProvider: Sendable {
    /// The key set to judge by at a time, or why there is none.
    ///
    /// Called once for a token, or once for a share of a batch. It must return at once.
    func keySet(at now: NumericDate) -> KeySetReading

    /// Told that a token named a key that the set does not hold. Returns whether a refresh that could bring the key is
    /// under way or has just been asked for. It must return at once and bound what it remembers.
    func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool
}

/// What a ``KeySetProvider`` answers.
public enum KeySetReading: Sendable {
    /// This set is trusted.
    case keys(JWKSet)
    /// No set is trusted now; a new attempt makes sense after some seconds.
    case unavailable(retryAfterSeconds: Int)
}

/// A key set, or the lack of one, that stays as it was given.
struct FixedKeySet: KeySetProvider {
    let reading: KeySetReading

    init(_ reading: KeySetReading) { self.reading = reading }

    init(keys: JWKSet) { reading = .keys(keys) }

    func keySet(at now: NumericDate) -> KeySetReading { reading }

    func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool { false }
}
