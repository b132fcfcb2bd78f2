/// Asks once per process whether the accelerated engine may be trusted here, and whether it is worth its memory.
///
/// It takes about 50 ms and runs where the first table is built, never where a token waits for the reference engine.
enum ES256SelfTest {
    /// Whether the engine gives known answers. Without that it is never used.
    static let isRight = givesKnownAnswers()

    /// Whether the engine gives known answers and is faster than the reference engine, which it would not be with a library
    /// that ignores the table. Without that it is used only where it was explicitly chosen.
    static let isWorthwhile = isRight && isFaster(measuredBy: ContinuousClock())

    // RFC 6979 A.2.5, P-256 with SHA-256, message "sample".
    private static let message = "sample"
    private static let x = "YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y"
    private static let y = "eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk"
    private static let signature =
        "79SLKqy2qP0RQN2c1F6B1p0sh3tWqvmRw00OqE6vNxb3yxyULWV8QdQ2x6G24p9l8-kA27mv9AZNxKsvhDrNqA"

    private static func key() -> ES256PublicKey? {
        guard let x = Base64URL.decodeReference(x.utf8), let y = Base64URL.decodeReference(y.utf8) else { return nil }
        return ES256PublicKey(x: x, y: y)
    }

    /// The right signature must pass, its twin (r, n − s) too, and each with one bit changed must not.
    static func givesKnownAnswers() -> Bool {
        guard let key = key(), let table = FixedBaseTable(for: key), let verifier = ES256AcceleratedVerifier(),
            let signature = Base64URL.decodeReference(signature.utf8), signature.count == 64
        else { return false }
        let digest = SHA256State.digest(of: message.utf8.span.octets)
        var damaged = signature
        damaged[63] ^= 1
        verifier.add(signature.span.octets, of: digest, by: table)
        verifier.add(damaged.span.octets, of: digest, by: table)
        verifier.add(signature.span.octets, of: SHA256State.digest(of: "other".utf8.span.octets), by: table)
        verifier.add(signature.span.octets, of: digest, by: table)
        verifier.verifyAll()
        return verifier.verdicts[0...3].elementsEqual([true, false, false, true])
            && verifier.verify(signature.span.octets, of: digest, by: table)
            && !verifier.verify(damaged.span.octets, of: digest, by: table)
    }

    /// Whether the fastest of some small accelerated batches beats the fastest of as many reference verifications.
    static func isFaster(measuredBy clock: some Clock<Duration>) -> Bool {
        guard let key = key(), let table = FixedBaseTable(for: key), let verifier = ES256AcceleratedVerifier(),
            let signature = Base64URL.decodeReference(signature.utf8), signature.count == 64
        else { return false }
        let (rounds, batch) = (5, 16)
        let reference = ES256ReferenceVerifier()
        let digest = SHA256State.digest(of: message.utf8.span.octets)
        var fastest = (accelerated: Duration.seconds(1), reference: Duration.seconds(1))
        for _ in 0..<rounds {
            let accelerated = clock.measure {
                for _ in 0..<batch { verifier.add(signature.span.octets, of: digest, by: table) }
                verifier.verifyAll()
            }
            let plain = clock.measure {
                for _ in 0..<batch { _ = reference.verify(signature.span.octets, of: digest, by: key) }
            }
            fastest = (min(fastest.accelerated, accelerated), min(fastest.reference, plain))
        }
        // The verifier does not hold the table.
        extendLifetime(table)
        return fastest.accelerated < fastest.reference
    }
}
