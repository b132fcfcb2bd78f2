internal import COpenSSL

/// The digest and the MAC that signing needs, by OpenSSL's one-call functions: apart from the code that verifies, so
/// that a mistake there is not repeated here.
package enum Digests {
    /// SHA-256 (FIPS 180-4).
    package static func sha256(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe SHA256(message, message.count, &digest)
        return digest
    }

    /// HMAC-SHA-256 (RFC 2104) by a key of any length, the empty one included.
    package static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        var count = 0
        // A key pointer of nil would mean "the key of the context"; one byte of room gives the empty key an address.
        let room = key + [0]
        let isComputed =
            unsafe EVP_Q_mac(
                nil, "HMAC", nil, "SHA256", nil, room, key.count, message, message.count, &code, code.count, &count
            ) != nil
        guard isComputed, count == code.count else { fatalError("OpenSSL has no HMAC-SHA-256.") }
        return code
    }
}
