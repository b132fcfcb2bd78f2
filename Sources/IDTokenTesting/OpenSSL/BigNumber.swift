internal import COpenSSL

/// A non-negative integer of OpenSSL, owned.
@safe
struct BigNumber: ~Copyable {
    let handle: OpaquePointer

    /// Zero.
    init() {
        guard let handle = unsafe BN_new() else { fatalError("OpenSSL has no memory for a number.") }
        unsafe self.handle = handle
    }

    /// The number that bytes write, the most significant first.
    init(_ bytes: [UInt8]) {
        guard let handle = unsafe BN_bin2bn(bytes, Int32(bytes.count), nil) else {
            fatalError("OpenSSL has no memory for a number.")
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe BN_clear_free(handle)
    }

    /// The number in 32 bytes, the most significant first; a larger number has none and gives zeros.
    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        _ = unsafe BN_bn2binpad(handle, &bytes, 32)
        return bytes
    }

    var isZero: Bool { unsafe BN_is_zero(handle) == 1 }
}
