internal import COpenSSL
internal import Synchronization

/// A P-256 public key that is on the curve, with what OpenSSL needs to verify by it and, once built, its table.
@safe
final class ES256PublicKey: Sendable {
    /// The EVP_PKEY of the reference engine; shared between threads, which only read it.
    nonisolated(unsafe) let handle: OpaquePointer
    /// x and y, 32 bytes each.
    let coordinates: [UInt8]
    /// The table of the accelerated engine. It is published once it is complete, never changed, and goes with the key.
    let table = AtomicLazyReference<FixedBaseTable>()
    /// How far the building of the table has come.
    let progress = TableProgress()
    /// A number that no other key of this process has had.
    let serial = nextSerial.wrappingAdd(1, ordering: .relaxed).newValue

    private static let nextSerial = Atomic<Int>(0)

    /// Makes a key from two coordinates of 32 bytes, or returns `nil` if they are not below p or not a point of the
    /// curve (SEC 1 §3.2.2.1). The point at infinity has no coordinates and cannot be given.
    init?(x: [UInt8], y: [UInt8]) {
        guard x.count == 32, y.count == 32,
            Words256(bigEndian: x.span.octets) < P256Curve.primeWords,
            Words256(bigEndian: y.span.octets) < P256Curve.primeWords,
            let handle = unsafe Self.importKey([4] + x + y)
        else {
            ERR_clear_error()
            return nil
        }
        unsafe self.handle = handle
        coordinates = x + y
    }

    deinit {
        unsafe EVP_PKEY_free(handle)
    }

    /// Makes an EVP_PKEY from an uncompressed point (SEC 1 §2.3.4); OpenSSL checks that it is on the curve.
    private static func importKey(_ point: [UInt8]) -> OpaquePointer? {
        guard
            let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
        else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var groupName = Array("prime256v1".utf8CString)
        var point = point
        var key: OpaquePointer?
        let isImported = unsafe groupName.withUnsafeMutableBufferPointer { name in
            unsafe point.withUnsafeMutableBytes { bytes in
                // Safe: both buffers outlive the call, which copies them.
                var parameters = unsafe [
                    idtoken_group_name_parameter(name.baseAddress),
                    idtoken_public_key_parameter(bytes.baseAddress, bytes.count),
                    OSSL_PARAM_construct_end(),
                ]
                return unsafe EVP_PKEY_fromdata_init(context) == 1
                    && EVP_PKEY_fromdata(context, &key, Int32(IDTOKEN_PUBLIC_KEY), &parameters) == 1
            }
        }
        guard isImported, let key = unsafe key else { return nil }
        guard isOnCurve(point) else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        return unsafe key
    }

    /// Whether an uncompressed point is on P-256, asked of the group itself and not of what imported the key.
    private static func isOnCurve(_ point: [UInt8]) -> Bool {
        guard let curve = P256Curve.shared, let candidate = unsafe EC_POINT_new(curve.group) else { return false }
        defer { unsafe EC_POINT_free(candidate) }
        return unsafe EC_POINT_oct2point(curve.group, candidate, point, point.count, nil) == 1
            && EC_POINT_is_on_curve(curve.group, candidate, nil) == 1
            && EC_POINT_is_at_infinity(curve.group, candidate) == 0
    }
}
