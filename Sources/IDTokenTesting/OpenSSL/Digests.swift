internal import COpenSSL

/// The digest and the MAC that signing needs: apart from the code that verifies, so that a mistake there is not
/// repeated here.
package enum Digests {
    /// SHA-256 (FIPS 180-4).
    package static func sha256(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe SHA256(message, message.count, &digest)
        return digest
    }

    /// HMAC-SHA-256 (RFC 2104 §2) by a key of any length, the empty one included.
    ///
    /// Written out over the one-call digest: `EVP_MAC` looks the algorithm up anew for each of the many keys that
    /// deterministic signing goes through.
    package static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        let blockSize = 64
        var block = key.count > blockSize ? sha256(key) : key
        block += [UInt8](repeating: 0, count: blockSize - block.count)
        let inner = sha256(block.map { $0 ^ 0x36 } + message)
        return sha256(block.map { $0 ^ 0x5C } + inner)
    }
}
