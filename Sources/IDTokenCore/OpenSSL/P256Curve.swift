internal import COpenSSL

/// The curve P-256 (FIPS 186-5, SEC 2 secp256r1) as OpenSSL holds it: the group with the table of its generator, the
/// order n, the field prime p, and the Montgomery forms of both.
///
/// Made once and only read afterwards, which OpenSSL allows from any number of threads.
@safe
final class P256Curve: Sendable {
    /// The one instance; `nil` where the library has no such curve.
    static let shared = P256Curve()

    nonisolated(unsafe) let group: OpaquePointer
    nonisolated(unsafe) let order: OpaquePointer
    nonisolated(unsafe) let orderMontgomery: OpaquePointer
    nonisolated(unsafe) let prime: OpaquePointer
    nonisolated(unsafe) let primeMontgomery: OpaquePointer

    /// n, the order of the generator, most significant word first (FIPS 186-5; SP 800-186 §3.2.1.3).
    static let orderWords = Words256(
        0xFFFF_FFFF_0000_0000,
        0xFFFF_FFFF_FFFF_FFFF,
        0xBCE6_FAAD_A717_9E84,
        0xF3B9_CAC2_FC63_2551
    )
    /// p, the prime of the field.
    static let primeWords = Words256(
        0xFFFF_FFFF_0000_0001,
        0x0000_0000_0000_0000,
        0x0000_0000_FFFF_FFFF,
        0xFFFF_FFFF_FFFF_FFFF
    )
    /// p − n: only an r below it has the second form r + n that is still below p.
    static let primeMinusOrderWords = Words256(
        0x0000_0000_0000_0000,
        0x0000_0000_0000_0000,
        0x4319_0553_58E8_617B,
        0x0C46_353D_039C_DAAE
    )

    private init?() {
        guard
            let context = unsafe BN_CTX_new(),
            let group = unsafe EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1),
            let order = unsafe EC_GROUP_get0_order(group),
            let prime = unsafe BN_new(),
            let orderMontgomery = unsafe BN_MONT_CTX_new(),
            let primeMontgomery = unsafe BN_MONT_CTX_new(),
            unsafe EC_GROUP_get_curve(group, prime, nil, nil, context) == 1,
            unsafe BN_MONT_CTX_set(orderMontgomery, order, context) == 1,
            unsafe BN_MONT_CTX_set(primeMontgomery, prime, context) == 1
        else { return nil }
        unsafe BN_CTX_free(context)
        unsafe self.group = group
        unsafe self.order = order
        unsafe self.orderMontgomery = orderMontgomery
        unsafe self.prime = prime
        unsafe self.primeMontgomery = primeMontgomery
    }
}

/// A number of 256 bits as four words, the most significant first; the form in which ranges are checked.
struct Words256: Equatable, Comparable, Sendable {
    var first, second, third, fourth: UInt64

    init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }

    /// Reads 32 bytes, the most significant first.
    @inline(__always)
    init(bigEndian bytes: RawSpan) {
        self.init(
            bytes.bigEndianWord(at: 0),
            bytes.bigEndianWord(at: 8),
            bytes.bigEndianWord(at: 16),
            bytes.bigEndianWord(at: 24)
        )
    }

    var isZero: Bool { first | second | third | fourth == 0 }

    @inline(__always)
    static func < (left: Words256, right: Words256) -> Bool {
        if left.first != right.first { return left.first < right.first }
        if left.second != right.second { return left.second < right.second }
        if left.third != right.third { return left.third < right.third }
        return left.fourth < right.fourth
    }
}
