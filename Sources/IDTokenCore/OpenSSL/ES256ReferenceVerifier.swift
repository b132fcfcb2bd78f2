internal import COpenSSL

/// The reference engine: OpenSSL's own ECDSA verification, with the key and a context of it kept.
///
/// One context belongs to one key for good: initialising a used context with another key leaves the old key in place
/// (OpenSSL 3.0), and a signature by the one would pass for the other. Not for use by two threads at once.
@safe
final class ES256ReferenceVerifier {
    /// How many keys' contexts are kept; a power of two. LINE publishes 20 keys.
    private static let slotCount = 64

    @safe private struct Slot {
        /// The key's serial number, which no other key ever has. The key itself is not held: its table, and its place
        /// among the tables that a process may have, would stay for as long as the thread does.
        let serial: Int
        // Safe: freed by the verifier, which never lets it out. It holds the EVP_PKEY that it was made of.
        let context: OpaquePointer
    }

    private var slots = [Slot?](repeating: nil, count: slotCount)

    deinit {
        for slot in slots { unsafe EVP_PKEY_CTX_free(slot?.context) }
    }

    /// Whether the 64 bytes r ‖ s are the key's signature of a message with this digest.
    ///
    /// The caller has checked that r and s are in range.
    func verify(_ signature: RawSpan, of digest: SHA256Digest, by key: ES256PublicKey) -> Bool {
        guard let context = unsafe context(for: key) else {
            ERR_clear_error()
            return false
        }
        var der = DERSignature(signature)
        let result = unsafe der.withBytes { encoded in
            unsafe digest.octets.withUnsafeBytes { hash in
                unsafe EVP_PKEY_verify(
                    context,
                    encoded.baseAddress,
                    encoded.count,
                    hash.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    hash.count
                )
            }
        }
        // What a failure has left in the thread's queue would be taken for an error of the next caller.
        if result != 1 { ERR_clear_error() }
        return result == 1
    }

    private func context(for key: ES256PublicKey) -> OpaquePointer? {
        let index = key.serial & (Self.slotCount - 1)
        if let slot = slots[index], slot.serial == key.serial { return unsafe slot.context }
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.handle, nil) else { return nil }
        guard unsafe EVP_PKEY_verify_init(context) == 1 else {
            unsafe EVP_PKEY_CTX_free(context)
            return nil
        }
        unsafe EVP_PKEY_CTX_free(slots[index]?.context)
        unsafe slots[index] = Slot(serial: key.serial, context: context)
        return unsafe context
    }
}

/// An ECDSA signature as the DER that OpenSSL reads (RFC 3279 §2.2.3), built in place from r ‖ s.
struct DERSignature {
    /// Two integers of at most 33 bytes, each with two bytes before it, and two bytes before both.
    private var storage = InlineArray<72, UInt8>(repeating: 0)
    private var count = 2

    init(_ signature: RawSpan) {
        append(signature, 0)
        append(signature, 32)
        storage[0] = 0x30
        storage[1] = UInt8(count - 2)
    }

    /// Appends a positive integer in its shortest form: without leading zeros, but with one where the top bit is set.
    private mutating func append(_ signature: RawSpan, _ start: Int) {
        var first = start
        while first < start + 31, signature.octet(at: first) == 0 { first += 1 }
        let needsZero = signature.octet(at: first) & 0x80 != 0
        let length = start + 32 - first
        storage[count] = 0x02
        storage[count + 1] = UInt8(length + (needsZero ? 1 : 0))
        count += needsZero ? 3 : 2
        for offset in 0..<length {
            storage[count + offset] = signature.octet(at: first + offset)
        }
        count += length
    }

    mutating func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        unsafe storage.span.withUnsafeBufferPointer { buffer in
            unsafe body(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
