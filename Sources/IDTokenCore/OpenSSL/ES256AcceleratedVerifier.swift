internal import COpenSSL

/// The accelerated engine: ECDSA verification (FIPS 186-5 §6.4.2) by two fixed-base multiplications.
///
/// The idea: a key set has few keys and they live for years, so u₂·Q can be read from a table like u₁·G is, and what
/// remains is shared or avoided:
///
/// * all inversions s⁻¹ of a batch cost one inversion and three multiplications each (Montgomery's trick, "Speeding
///   the Pollard and elliptic curve methods", 1987), whatever keys they belong to;
/// * the affine x of the sum is never computed: x ≡ r (mod n) is tested as r·Z² ≡ X (mod p), once for r and once for
///   r + n where that is below p.
///
/// Measured against one `EVP_PKEY_verify` per signature, and compared with ``ES256ReferenceVerifier`` on every vector
/// and on random and edge-case signatures. Only public data is handled, so nothing here needs constant time. Not for
/// use by two threads at once.
@safe
final class ES256AcceleratedVerifier {
    /// How many signatures share one inversion. At 64 the share is below 2 % of a verification, and the numbers of a
    /// batch (64 × 4 of 64 bytes) stay in the first-level cache.
    static let capacity = 64

    /// How many signatures wait for ``verifyAll()``.
    private(set) var count = 0

    private let curve: P256Curve
    private let context: OpaquePointer
    private let numbers: BigNumbers
    private let points: (g: OpaquePointer, q: OpaquePointer, sum: OpaquePointer)
    /// The tables of the waiting signatures' keys. Safe: whoever adds a signature keeps its key alive until it has
    /// read the result, and a key keeps its table.
    private var tables: [Unmanaged<FixedBaseTable>?] = unsafe Array(repeating: nil, count: capacity)
    private var digests = [SHA256Digest](repeating: SHA256Digest(), count: capacity)
    private var smallR = [Bool](repeating: false, count: capacity)
    private var isJudged = [Bool](repeating: false, count: capacity)
    /// Whether the numbers of all waiting signatures could be read. Where memory was missing, a number still is that of an
    /// earlier signature.
    private var isComplete = true
    /// The verdicts of the last ``verifyAll()``.
    private(set) var verdicts = [Bool](repeating: false, count: capacity)

    /// The scratch numbers: arrays of `capacity`, and temporaries.
    @unsafe private struct BigNumbers {
        let r, s, products: [OpaquePointer]
        let e, u1, u2, x, z, t, inverse: OpaquePointer
    }

    /// Makes the scratch space, or returns `nil` where memory or the curve is missing.
    init?() {
        guard let curve = P256Curve.shared,
            let context = unsafe BN_CTX_new(),
            let g = unsafe EC_POINT_new(curve.group),
            let q = unsafe EC_POINT_new(curve.group),
            let sum = unsafe EC_POINT_new(curve.group)
        else { return nil }
        var all: [OpaquePointer] = unsafe []
        for _ in 0..<(3 * Self.capacity + 7) {
            guard let number = unsafe BN_new() else { return nil }
            unsafe all.append(number)
        }
        self.curve = curve
        unsafe self.context = context
        unsafe points = (g, q, sum)
        let t = 3 * Self.capacity
        unsafe numbers = BigNumbers(
            r: Array(all[0..<Self.capacity]),
            s: Array(all[Self.capacity..<2 * Self.capacity]),
            products: Array(all[2 * Self.capacity..<t]),
            e: all[t],
            u1: all[t + 1],
            u2: all[t + 2],
            x: all[t + 3],
            z: all[t + 4],
            t: all[t + 5],
            inverse: all[t + 6]
        )
    }

    deinit {
        unsafe BN_CTX_free(context)
        unsafe [points.g, points.q, points.sum].forEach { unsafe EC_POINT_free($0) }
        unsafe (numbers.r + numbers.s + numbers.products).forEach { unsafe BN_free($0) }
        unsafe [numbers.e, numbers.u1, numbers.u2, numbers.x, numbers.z, numbers.t, numbers.inverse]
            .forEach { unsafe BN_free($0) }
    }

    /// Adds a signature r ‖ s whose r and s the caller has checked to be from 1 to n − 1: a zero among them would
    /// spoil the product that all share. The count must be below ``capacity``, and the table must live until the
    /// verdict is read.
    func add(_ signature: RawSpan, of digest: SHA256Digest, by table: FixedBaseTable) {
        let index = count
        precondition(index < Self.capacity)
        let isRead = unsafe signature.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return unsafe BN_bin2bn(start, 32, numbers.r[index]) != nil
                && BN_bin2bn(start.map { unsafe $0 + 32 }, 32, numbers.s[index]) != nil
        }
        if !isRead { isComplete = false }
        digests[index] = digest
        smallR[index] = Words256(bigEndian: signature) < P256Curve.primeMinusOrderWords
        unsafe tables[index] = Unmanaged.passUnretained(table)
        count = index + 1
    }

    /// Judges all signatures that were added and leaves the answers in ``verdicts``, in the order of adding.
    ///
    /// No factor is zero, so only missing memory can make a step fail. What depends on that step is then not accepted:
    /// no number that an earlier signature has left is ever taken for one of this.
    func verifyAll() {
        let (count, isComplete) = (count, isComplete)
        (self.count, self.isComplete) = (0, true)
        guard count > 0 else { return }
        for index in 0..<count { verdicts[index] = false }
        if isComplete, invertProduct(count), takeInverses(count) {
            verifyKeyByKey(count)
        }
        // Whatever a failed step has left in the thread's queue would be taken for an error of the next caller.
        if verdicts[..<count].contains(false) { ERR_clear_error() }
    }

    /// Judges one signature at once; what ``add(_:of:by:)`` asks of r and s holds here too.
    func verify(_ signature: RawSpan, of digest: SHA256Digest, by table: FixedBaseTable) -> Bool {
        precondition(count == 0)
        add(signature, of: digest, by: table)
        verifyAll()
        extendLifetime(table)
        return verdicts[0]
    }

    /// Leaves 1 / (s₀ · s₁ · …) in `inverse`, and the partial products in `products`; all in Montgomery form.
    private func invertProduct(_ count: Int) -> Bool {
        let mont = unsafe curve.orderMontgomery
        for index in 0..<count {
            let s = unsafe numbers.s[index]
            guard unsafe BN_to_montgomery(s, s, mont, context) == 1 else { return false }
            if index == 0 {
                guard unsafe BN_copy(numbers.products[0], s) != nil else { return false }
            } else {
                guard
                    unsafe BN_mod_mul_montgomery(numbers.products[index], numbers.products[index - 1], s, mont, context)
                        == 1
                else { return false }
            }
        }
        let product = unsafe numbers.products[count - 1]
        return unsafe BN_from_montgomery(numbers.t, product, mont, context) == 1
            && (invertQuickly(product) || BN_mod_inverse(numbers.inverse, numbers.t, curve.order, context) != nil)
            && BN_to_montgomery(numbers.inverse, numbers.inverse, mont, context) == 1
    }

    /// Leaves the inverse of `t` in `inverse` by our own arithmetic, and returns whether it is right: whether its product
    /// with `product`, which is `t` in Montgomery form, is 1. OpenSSL does it otherwise.
    private func invertQuickly(_ product: OpaquePointer) -> Bool {
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        let isWritten = unsafe span.withUnsafeMutableBufferPointer { buffer in
            unsafe BN_bn2binpad(numbers.t, buffer.baseAddress, 32) == 32
        }
        guard isWritten else { return false }
        let inverse = ModularInverse.inverse(of: Words256(bigEndian: bytes.span.octets))
        let words: InlineArray<4, UInt64> = [
            inverse.first.bigEndian, inverse.second.bigEndian, inverse.third.bigEndian, inverse.fourth.bigEndian,
        ]
        let isRead = unsafe words.span.withUnsafeBytes { buffer in
            unsafe BN_bin2bn(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), 32, numbers.inverse) != nil
        }
        return unsafe isRead
            && BN_mod_mul_montgomery(numbers.x, product, numbers.inverse, curve.orderMontgomery, context) == 1
            && BN_is_one(numbers.x) == 1
    }

    /// Splits the shared inverse: leaves the inverse of each factor in the place of its product, which is of no more use
    /// then. Returns whether all are there.
    private func takeInverses(_ count: Int) -> Bool {
        let mont = unsafe curve.orderMontgomery
        let rest = unsafe numbers.inverse
        for index in stride(from: count - 1, to: 0, by: -1) {
            let others = unsafe numbers.products[index - 1]
            guard unsafe BN_mod_mul_montgomery(numbers.products[index], rest, others, mont, context) == 1,
                unsafe BN_mod_mul_montgomery(rest, rest, numbers.s[index], mont, context) == 1
            else { return false }
        }
        return unsafe BN_copy(numbers.products[0], rest) != nil
    }

    /// Judges the signatures of one key after those of another: OpenSSL reads a whole table for every signature, and what
    /// it has read for the last one is near at hand.
    private func verifyKeyByKey(_ count: Int) {
        for index in 0..<count { isJudged[index] = false }
        for first in 0..<count where !isJudged[first] {
            for index in first..<count where unsafe tables[index]?.toOpaque() == tables[first]?.toOpaque() {
                verdicts[index] = verify(index)
                isJudged[index] = true
            }
        }
    }

    /// Judges one signature whose inverse has been taken.
    private func verify(_ index: Int) -> Bool {
        guard let table = unsafe tables[index] else { return false }
        let group = unsafe table.takeUnretainedValue().group
        let mont = unsafe curve.orderMontgomery
        let r = unsafe numbers.r[index]
        let digest = digests[index]
        let isRead = unsafe digest.octets.withUnsafeBytes { hash in
            unsafe BN_bin2bn(hash.baseAddress?.assumingMemoryBound(to: UInt8.self), 32, numbers.e) != nil
        }
        let inverse = unsafe numbers.products[index]
        guard isRead, unsafe BN_cmp(numbers.e, curve.order) < 0 || BN_sub(numbers.e, numbers.e, curve.order) == 1,
            unsafe BN_mod_mul_montgomery(numbers.u1, numbers.e, inverse, mont, context) == 1,
            unsafe BN_mod_mul_montgomery(numbers.u2, r, inverse, mont, context) == 1,
            unsafe EC_POINT_mul(curve.group, points.g, numbers.u1, nil, nil, context) == 1,
            unsafe EC_POINT_mul(group, points.q, numbers.u2, nil, nil, context) == 1,
            unsafe EC_POINT_add(curve.group, points.sum, points.g, points.q, context) == 1,
            // Before the comparison: at infinity Z is 0, and r·Z² = X would hold for X = 0.
            unsafe EC_POINT_is_at_infinity(curve.group, points.sum) == 0,
            unsafe idtoken_projective_coordinates(curve.group, points.sum, numbers.x, numbers.z, context) == 1
        else { return false }
        return unsafe hasCoordinate(r) || (smallR[index] && hasCoordinatePlusOrder(r))
    }

    /// Whether the sum's affine x is `candidate`, which is below p: candidate · Z² ≡ X (mod p).
    private func hasCoordinate(_ candidate: OpaquePointer) -> Bool {
        let mont = unsafe curve.primeMontgomery
        return unsafe BN_to_montgomery(numbers.t, numbers.z, mont, context) == 1
            && BN_mod_mul_montgomery(numbers.t, numbers.t, numbers.t, mont, context) == 1
            && BN_mod_mul_montgomery(numbers.t, candidate, numbers.t, mont, context) == 1
            && BN_cmp(numbers.t, numbers.x) == 0
    }

    /// The second form of r; only asked where r + n is below p, because reduced arithmetic would make values equal
    /// that are not.
    private func hasCoordinatePlusOrder(_ r: OpaquePointer) -> Bool {
        guard unsafe BN_add(numbers.e, r, curve.order) == 1 else { return false }
        return unsafe hasCoordinate(numbers.e)
    }
}
