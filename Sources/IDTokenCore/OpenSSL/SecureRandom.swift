internal import COpenSSL

/// Bytes that nobody can foretell, from OpenSSL's generator (NIST SP 800-90A), which seeds itself from the system.
enum SecureRandom {
    /// Some random bytes, or `nil` if the system has no randomness to give: there is no weaker source to fall back on.
    static func bytes(_ count: Int) -> [UInt8]? {
        guard let length = Int32(exactly: count), length >= 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        let status = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            // Safe: the buffer has `length` bytes; an empty one is not written.
            unsafe RAND_bytes(buffer.baseAddress, length)
        }
        return status == 1 ? bytes : nil
    }
}
