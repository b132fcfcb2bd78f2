internal import COpenSSL

/// SHA-256 (FIPS 180-4) with its state kept by value, so that a prefix hashed once can be continued many times and
/// no context is allocated or fetched.
struct SHA256State {
    private var context: SHA256_CTX

    /// A state that has seen nothing.
    init() {
        context = SHA256_CTX()
        unsafe SHA256_Init(&context)
    }

    /// Hashes more bytes.
    @inline(__always)
    mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe SHA256_Update(&context, buffer.baseAddress, buffer.count)
        }
    }

    /// Ends the hash; the state must not be used afterwards.
    @inline(__always)
    mutating func finish() -> SHA256Digest {
        var digest = SHA256Digest()
        var output = digest.storage.mutableSpan
        unsafe output.withUnsafeMutableBufferPointer { buffer in
            // Safe: the buffer has the 32 bytes that SHA-256 writes.
            _ = unsafe SHA256_Final(buffer.baseAddress, &context)
        }
        return digest
    }

    /// The digest of one byte sequence.
    @inline(__always)
    static func digest(of bytes: RawSpan) -> SHA256Digest {
        var state = SHA256State()
        state.update(bytes)
        return state.finish()
    }
}

/// The 32 bytes of a SHA-256 digest, held by value.
package struct SHA256Digest: Hashable, Sendable {
    fileprivate(set) var storage = InlineArray<32, UInt8>(repeating: 0)

    init() {}

    /// The bytes in their order, borrowed.
    var octets: RawSpan {
        @_lifetime(borrow self)
        get { storage.span.octets }
    }

    /// The bytes in their order.
    package var bytes: [UInt8] {
        storage.indices.map { storage[$0] }
    }

    /// Compares all 32 bytes.
    package static func == (first: SHA256Digest, second: SHA256Digest) -> Bool {
        JSONText.equal(first.octets, second.octets)
    }

    /// Hashes the first eight bytes: a digest is evenly spread already.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(octets.littleEndianWord(at: 0))
    }

    /// The digest of one byte sequence.
    package static func of(_ bytes: [UInt8]) -> SHA256Digest {
        SHA256State.digest(of: bytes.span.octets)
    }
}
