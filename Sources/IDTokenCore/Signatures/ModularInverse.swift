/// The inverse of a number modulo the order n of P-256, by divisions of two (Bernstein and Yang, "Fast constant-time gcd
/// computation and modular inversion", 2019), in the variable-time form: only public numbers are handled.
///
/// The idea: a step on (f, g) looks at the lowest bits alone, so 62 steps are done on one word of each and gathered in a
/// matrix, which is then applied to the whole numbers at once. It takes about a tenth of the time of `BN_mod_inverse`
/// and is used where a single signature must pay for its own inversion. Whoever uses it checks that x · x⁻¹ ≡ 1.
struct ModularInverse {
    /// n, as limbs of 62 bits, the lowest first.
    private static var order: Limbs {
        Limbs([
            0x33B9_CAC2_FC63_2551, 0x339B_EAB6_9C5E_7A13,
            0x3FFF_FFFF_FFFF_FFFB, 0x3FFF_FFC0_0000_003F,
            0xFF,
        ])
    }
    /// n⁻¹ modulo 2^62, for dividing exactly. Written as a number, because a constant that must first be computed costs a
    /// check at every use.
    private static var orderInverse: UInt64 { 0x332E_3755_11FF_43B1 }

    /// Five signed limbs of 62 bits, the lowest first; all but the highest are not negative.
    private struct Limbs {
        static let mask: UInt64 = 0x3FFF_FFFF_FFFF_FFFF

        private var limbs: InlineArray<5, Int64>

        init(_ limbs: InlineArray<5, Int64>) {
            self.limbs = limbs
        }

        subscript(index: Int) -> Int64 {
            get { limbs[index] }
            set { limbs[index] = newValue }
        }

        var isZero: Bool { limbs[0] | limbs[1] | limbs[2] | limbs[3] | limbs[4] == 0 }
    }

    /// What 62 steps do to (f, g): 2^62 · f' = u·f + v·g and 2^62 · g' = q·f + r·g.
    private struct Matrix {
        var u: Int64 = 1
        var v: Int64 = 0
        var q: Int64 = 0
        var r: Int64 = 1
    }

    /// The inverse of `value`, which is from 1 to n − 1.
    static func inverse(of value: Words256) -> Words256 {
        var (f, g) = (order, Limbs(bits62(value)))
        var (d, e) = (Limbs([0, 0, 0, 0, 0]), Limbs([1, 0, 0, 0, 0]))
        var delta: Int64 = 1
        // 12 rounds of 62 steps are enough for 256 bits (their theorem 11.2: 741 steps); the bound only makes it plain.
        for _ in 0..<12 where !g.isZero {
            let matrix = steps(&delta, UInt64(bitPattern: f[0]), UInt64(bitPattern: g[0]))
            apply(matrix, to: &d, &e, modulo: order)
            apply(matrix, to: &f, &g)
        }
        // f is now 1 or −1, and d the inverse or its negative, between −2n and n.
        return words(reduced(d, isNegated: f[4] < 0))
    }

    /// Does 62 steps on the lowest words: while g is even it is halved; otherwise the smaller counts as f and the sum is
    /// halved.
    @inline(__always)
    private static func steps(_ delta: inout Int64, _ firstWord: UInt64, _ secondWord: UInt64) -> Matrix {
        var (f, g) = (firstWord, secondWord)
        var matrix = Matrix()
        var left = 62
        while true {
            // A run of even g at once; the bit at `left` stops it at the end of the round.
            let zeros = (g | UInt64.max &<< UInt64(truncatingIfNeeded: left)).trailingZeroBitCount
            g &>>= UInt64(truncatingIfNeeded: zeros)
            matrix.u &<<= Int64(truncatingIfNeeded: zeros)
            matrix.v &<<= Int64(truncatingIfNeeded: zeros)
            delta &+= Int64(truncatingIfNeeded: zeros)
            left &-= zeros
            if left == 0 { return matrix }
            if delta > 0 {
                delta = -delta
                (f, g) = (g, 0 &- f)
                (matrix.u, matrix.q) = (matrix.q, 0 &- matrix.u)
                (matrix.v, matrix.r) = (matrix.r, 0 &- matrix.v)
            }
            // Both are odd: the multiple of f that clears up to four low bits of g saves as many turns, as long as delta
            // would not have called for another exchange before.
            let reach = min(1 &- delta, Int64(truncatingIfNeeded: left), 4)
            let bits = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- reach)
            let factor = (0 &- g &* inverseOfOddWord4(f)) & bits
            g = g &+ f &* factor
            matrix.q = matrix.q &+ matrix.u &* Int64(bitPattern: factor)
            matrix.r = matrix.r &+ matrix.v &* Int64(bitPattern: factor)
        }
    }

    /// Replaces (f, g) by the matrix times (f, g), divided by 2^62, which leaves no remainder.
    @inline(__always)
    private static func apply(_ matrix: Matrix, to f: inout Limbs, _ g: inout Limbs) {
        var first = Int128(matrix.u) &* Int128(f[0]) &+ Int128(matrix.v) &* Int128(g[0])
        var second = Int128(matrix.q) &* Int128(f[0]) &+ Int128(matrix.r) &* Int128(g[0])
        for index in 1..<5 {
            first = first &>> 62 &+ Int128(matrix.u) &* Int128(f[index]) &+ Int128(matrix.v) &* Int128(g[index])
            second = second &>> 62 &+ Int128(matrix.q) &* Int128(f[index]) &+ Int128(matrix.r) &* Int128(g[index])
            f[index &- 1] = low62(first)
            g[index &- 1] = low62(second)
        }
        f[4] = Int64(truncatingIfNeeded: first &>> 62)
        g[4] = Int64(truncatingIfNeeded: second &>> 62)
    }

    /// As `apply(_:to:_:)`, modulo n: the multiple of n that makes the division exact is added. Both stay between −2n and
    /// n.
    @inline(__always)
    private static func apply(_ matrix: Matrix, to d: inout Limbs, _ e: inout Limbs, modulo n: Limbs) {
        // A negative number first gets n added once for each time it is used with a positive factor.
        let (dSign, eSign) = (d[4] &>> 63, e[4] &>> 63)
        var firstMultiple = (matrix.u & dSign) &+ (matrix.v & eSign)
        var secondMultiple = (matrix.q & dSign) &+ (matrix.r & eSign)
        var first = Int128(matrix.u) &* Int128(d[0]) &+ Int128(matrix.v) &* Int128(e[0])
        var second = Int128(matrix.q) &* Int128(d[0]) &+ Int128(matrix.r) &* Int128(e[0])
        firstMultiple &-= correction(first, firstMultiple)
        secondMultiple &-= correction(second, secondMultiple)
        first &+= Int128(n[0]) &* Int128(firstMultiple)
        second &+= Int128(n[0]) &* Int128(secondMultiple)
        for index in 1..<5 {
            first = first &>> 62 &+ Int128(matrix.u) &* Int128(d[index]) &+ Int128(matrix.v) &* Int128(e[index])
            second = second &>> 62 &+ Int128(matrix.q) &* Int128(d[index]) &+ Int128(matrix.r) &* Int128(e[index])
            first &+= Int128(n[index]) &* Int128(firstMultiple)
            second &+= Int128(n[index]) &* Int128(secondMultiple)
            d[index &- 1] = low62(first)
            e[index &- 1] = low62(second)
        }
        d[4] = Int64(truncatingIfNeeded: first &>> 62)
        e[4] = Int64(truncatingIfNeeded: second &>> 62)
    }

    /// How often n is to be subtracted so that the lowest 62 bits of the sum vanish.
    @inline(__always)
    private static func correction(_ sum: Int128, _ multiple: Int64) -> Int64 {
        let lowest = UInt64(truncatingIfNeeded: sum)
        return Int64(bitPattern: (orderInverse &* lowest &+ UInt64(bitPattern: multiple)) & Limbs.mask)
    }

    @inline(__always)
    private static func low62(_ sum: Int128) -> Int64 {
        Int64(bitPattern: UInt64(truncatingIfNeeded: sum) & Limbs.mask)
    }

    /// Brings a number between −2n and n, negated if asked, to the range from 0 to n − 1.
    private static func reduced(_ number: Limbs, isNegated: Bool) -> Limbs {
        var result = number
        if result[4] < 0 { result = sum(result, order) }
        if isNegated { result = sum(Limbs([0, 0, 0, 0, 0]), result, sign: -1) }
        if result[4] < 0 { result = sum(result, order) }
        return result
    }

    /// first + sign · second, with the carries taken along.
    private static func sum(_ first: Limbs, _ second: Limbs, sign: Int64 = 1) -> Limbs {
        var result = first
        var carry: Int64 = 0
        for index in 0..<5 {
            let limb = first[index] &+ sign &* second[index] &+ carry
            result[index] = index < 4 ? limb & Int64(Limbs.mask) : limb
            carry = limb &>> 62
        }
        return result
    }

    // MARK: Words

    /// The inverse of an odd word modulo 2^4: the word itself is right in three bits, and a turn of Newton's doubles them.
    @inline(__always)
    private static func inverseOfOddWord4(_ word: UInt64) -> UInt64 {
        word &* (2 &- word &* word)
    }

    private static func bits62(_ value: Words256) -> InlineArray<5, Int64> {
        let (a, b, c, d) = (value.fourth, value.third, value.second, value.first)
        return [
            Int64(bitPattern: a & Limbs.mask),
            Int64(bitPattern: (a >> 62 | b << 2) & Limbs.mask),
            Int64(bitPattern: (b >> 60 | c << 4) & Limbs.mask),
            Int64(bitPattern: (c >> 58 | d << 6) & Limbs.mask),
            Int64(bitPattern: d >> 56),
        ]
    }

    private static func words(_ number: Limbs) -> Words256 {
        func limb(_ index: Int) -> UInt64 { UInt64(bitPattern: number[index]) }
        return Words256(
            limb(3) >> 6 | limb(4) << 56,
            limb(2) >> 4 | limb(3) << 58,
            limb(1) >> 2 | limb(2) << 60,
            limb(0) | limb(1) << 62
        )
    }
}
