internal import COpenSSL
internal import Synchronization

/// The multiples of one public key Q that make k·Q as fast as k·G: what OpenSSL precomputes for a group's generator,
/// for a copy of P-256 whose generator is Q.
///
/// It costs about 20 ms of CPU time and ``bytes`` of memory, once.
@safe
final class FixedBaseTable: Sendable {
    /// What one table takes: 37 windows of 64 affine points of 64 bytes (OpenSSL `ecp_nistz256.c`).
    static let bytes = 37 * 64 * 64

    /// How many tables the process holds.
    static let living = Atomic<Int>(0)

    /// The group whose generator is Q; complete before it is shared, and never changed again.
    nonisolated(unsafe) let group: OpaquePointer

    /// Builds the table, or returns `nil` where the library cannot.
    init?(for key: ES256PublicKey) {
        guard let curve = P256Curve.shared,
            let context = unsafe BN_CTX_new(),
            let group = unsafe EC_GROUP_dup(curve.group),
            let point = unsafe EC_POINT_new(group)
        else { return nil }
        defer {
            unsafe BN_CTX_free(context)
            unsafe EC_POINT_free(point)
        }
        let octets = [4] + key.coordinates
        guard unsafe EC_POINT_oct2point(group, point, octets, octets.count, context) == 1,
            unsafe EC_GROUP_set_generator(group, point, curve.order, BN_value_one()) == 1,
            unsafe idtoken_precompute_table(group, context) == 1
        else {
            ERR_clear_error()
            unsafe EC_GROUP_free(group)
            return nil
        }
        unsafe self.group = group
        Self.living.wrappingAdd(1, ordering: .relaxed)
    }

    deinit {
        Self.living.wrappingSubtract(1, ordering: .relaxed)
        unsafe EC_GROUP_free(group)
    }
}
