internal import CAllocationCounter
internal import COpenSSL

/// The libcrypto that the process runs on.
enum OpenSSLLibrary {
    /// Its name, version and date.
    static var version: String {
        unsafe String(cString: OpenSSL_version(OPENSSL_VERSION))
    }

    /// Makes libcrypto allocate through the counter. It must come before anything else asks libcrypto for memory.
    ///
    /// - Returns: Whether libcrypto agreed.
    static func countAllocations() -> Bool {
        unsafe CRYPTO_set_mem_functions(
            idtoken_libcrypto_malloc,
            idtoken_libcrypto_realloc,
            idtoken_libcrypto_free
        ) == 1
    }

    /// Has libcrypto allocate a known number of times, for the proof of the counter.
    static func allocate(times: Int) {
        for _ in 0..<times {
            // No file name: a literal would be copied to the heap in a debug build, and counted.
            unsafe CRYPTO_free(CRYPTO_malloc(64, nil, 0), nil, 0)
        }
    }
}
