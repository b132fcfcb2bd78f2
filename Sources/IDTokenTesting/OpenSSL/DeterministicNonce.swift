/// The secret numbers k of deterministic ECDSA (RFC 6979 §3.2) for P-256 and SHA-256, so that the same key and message
/// always give the same signature.
struct DeterministicNonce {
    private var key = [UInt8](repeating: 0, count: 32)
    private var value = [UInt8](repeating: 1, count: 32)

    /// Starts the sequence: steps a to g.
    ///
    /// - Parameters:
    ///   - scalar: The private key, 32 bytes.
    ///   - digest: The message's digest modulo n, 32 bytes.
    init(scalar: [UInt8], digest: [UInt8]) {
        for separator: UInt8 in [0, 1] {
            key = Digests.hmacSHA256(key: key, value + [separator] + scalar + digest)
            value = Digests.hmacSHA256(key: key, value)
        }
    }

    /// The next number in 1 ..< n: step h, where digest and order have the same 256 bits.
    mutating func next() -> [UInt8] {
        while true {
            value = Digests.hmacSHA256(key: key, value)
            let candidate = value
            key = Digests.hmacSHA256(key: key, value + [0])
            value = Digests.hmacSHA256(key: key, value)
            if TestSigningKey.isScalar(candidate) { return candidate }
        }
    }
}
