internal import COpenSSL

/// The floor of ES256: OpenSSL's own verification of one signature with everything kept that can be.
///
/// Of the correct uses this is the fastest that was found (OpenSSL 3.0.19, medians of interleaved slices): a template
/// context per key, initialised once with a fetched digest, is copied onto a working context before each call
/// (60.0 µs). Initialising a kept context anew takes 61 µs, a new context for each call 63.5 µs. The flag tells OpenSSL
/// that the working context may be used up, which saves a copy inside. The signatures are DER beforehand.
///
/// One template belongs to one key for good: a second `EVP_DigestVerifyInit` on a used context keeps the old key.
@safe
final class DigestVerifyFloor: Workload {
    private let templates: [OpaquePointer]
    private let work: OpaquePointer
    private let messages: PackedTexts
    private let signatures: PackedTexts
    private let keys: [Int]
    private var next = 0
    private(set) var surprises = 0

    let tokensPerCall = 1

    /// Prepares the verification of a pool's signatures.
    init(_ pool: TokenPool) throws(BenchError) {
        let digest = unsafe EVP_MD_fetch(nil, "SHA256", nil)
        defer { unsafe EVP_MD_free(digest) }
        var templates: [OpaquePointer] = unsafe []
        for point in pool.publicPoints {
            guard let key = unsafe Self.importKey(point), let template = unsafe EVP_MD_CTX_new() else {
                throw BenchError("OpenSSL cannot import a key of the fixtures.")
            }
            defer { unsafe EVP_PKEY_free(key) }
            unsafe templates.append(template)
            guard unsafe EVP_DigestVerifyInit(template, nil, digest, nil, key) == 1 else {
                throw BenchError("OpenSSL cannot verify by a key of the fixtures.")
            }
            unsafe EVP_MD_CTX_set_flags(template, EVP_MD_CTX_FLAG_FINALISE)
        }
        guard let work = unsafe EVP_MD_CTX_new() else { throw BenchError("OpenSSL has no memory.") }
        unsafe self.templates = templates
        unsafe self.work = work
        messages = PackedTexts(pool.tokens.map(\.signingInput))
        signatures = PackedTexts(pool.tokens.map { Self.der($0.signature) })
        keys = pool.tokens.map(\.key)
    }

    deinit {
        unsafe templates.forEach { unsafe EVP_MD_CTX_free($0) }
        unsafe EVP_MD_CTX_free(work)
    }

    func call() {
        let index = next
        next = index + 1 == messages.count ? 0 : index + 1
        if !verify(index, message: index, key: keys[index]) { surprises += 1 }
    }

    /// Whether a key verifies a token's signature over the signing input of the same or, for the proof, another token.
    func verify(_ signature: Int, message: Int, key: Int) -> Bool {
        let (messages, signatures) = (messages, signatures)
        return unsafe messages[message].withUnsafeBufferPointer { message in
            unsafe signatures[signature].withUnsafeBufferPointer { signature in
                unsafe EVP_MD_CTX_copy_ex(work, templates[key]) == 1
                    && EVP_DigestVerify(
                        work,
                        signature.baseAddress,
                        signature.count,
                        message.baseAddress,
                        message.count
                    ) == 1
            }
        }
    }

    private static func importKey(_ point: [UInt8]) -> OpaquePointer? {
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var group = Array("prime256v1".utf8CString)
        var point = point
        var key: OpaquePointer?
        let isImported = unsafe OSSL_PKEY_PARAM_GROUP_NAME.withCString { groupName in
            unsafe OSSL_PKEY_PARAM_PUB_KEY.withCString { pointName in
                unsafe group.withUnsafeMutableBufferPointer { group in
                    unsafe point.withUnsafeMutableBytes { bytes in
                        var parameters = unsafe [
                            OSSL_PARAM_construct_utf8_string(groupName, group.baseAddress, 0),
                            OSSL_PARAM_construct_octet_string(pointName, bytes.baseAddress, bytes.count),
                            OSSL_PARAM_construct_end(),
                        ]
                        return unsafe EVP_PKEY_fromdata_init(context) == 1
                            && EVP_PKEY_fromdata(context, &key, Int32(IDTOKEN_PUBLIC_KEY), &parameters) == 1
                    }
                }
            }
        }
        return isImported ? unsafe key : nil
    }

    /// The DER of a signature r ‖ s, written by OpenSSL.
    private static func der(_ signature: [UInt8]) -> [UInt8] {
        guard let structure = unsafe ECDSA_SIG_new() else { return [] }
        defer { unsafe ECDSA_SIG_free(structure) }
        let r = unsafe BN_bin2bn(Array(signature[..<32]), 32, nil)
        let s = unsafe BN_bin2bn(Array(signature[32...]), 32, nil)
        guard unsafe ECDSA_SIG_set0(structure, r, s) == 1 else { return [] }
        var bytes = [UInt8](repeating: 0, count: Int(unsafe i2d_ECDSA_SIG(structure, nil)))
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            var output = buffer.baseAddress
            _ = unsafe i2d_ECDSA_SIG(structure, &output)
        }
        return bytes
    }
}
