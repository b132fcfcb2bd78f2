/// What an entry of a ``VerifiedTokenCache`` is bound to besides the token's bytes: the key, the generation of the key set
/// and the policy, each by a number that nothing else in the process has had.
struct VerifiedTokenBinding {
    static let wordCount = 4

    /// Expiry, key, key set, policy.
    private(set) var words = InlineArray<4, UInt64>(repeating: 0)

    /// A binding to nothing, to hold a place.
    init() {}

    /// Makes a binding.
    ///
    /// - Parameter expiration: The token's `exp`, by which the cache decides what to forget first.
    init(keySerial: Int, keySetGeneration: UInt64, policySerial: Int, expiration: NumericDate) {
        words[0] = UInt64(bitPattern: expiration.seconds)
        words[1] = UInt64(truncatingIfNeeded: keySerial)
        words[2] = keySetGeneration
        words[3] = UInt64(truncatingIfNeeded: policySerial)
    }
}
