extension IDTokenValidator {
    /// What the key provider holds at a time; `nil` for a validator of shared secrets alone.
    package func heldKeys(at now: NumericDate) -> KeySetReading? {
        keyProvider?.keySet(at: now)
    }

    /// A validator of the same policy and secrets that judges by the keys held at a time, whatever the time it is asked
    /// to judge at.
    ///
    /// It is for looking at tokens of another day: keys that are trusted now need not have been held then. It asks for no
    /// refresh, and remembers and recognises no signature.
    package func holdingKeys(of now: NumericDate) -> IDTokenValidator {
        IDTokenValidator(self, keyProvider: heldKeys(at: now).map { FixedKeySet($0) })
    }

    private init(_ other: IDTokenValidator, keyProvider: FixedKeySet?) {
        (compiled, engine, cache) = (other.compiled, other.engine, nil)
        self.keyProvider = keyProvider
    }
}
