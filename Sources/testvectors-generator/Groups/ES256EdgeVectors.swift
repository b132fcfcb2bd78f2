import IDTokenCore
import IDTokenTesting

/// Signatures at the edges of the arithmetic.
///
/// Most are built backwards: r, s and the point R that verification must meet are chosen first, and the public key
/// Q = (s·R − e·G) / r that makes it so is computed (SEC 1 §4.1.6). With e the digest of the message, verification
/// computes u₁ = e/s, u₂ = r/s and R = u₁·G + u₂·Q.
enum ES256EdgeVectors {
    private static let message = Array("edge".utf8)
    /// The message's digest, which is below n.
    private static let e = Digests.sha256(message)
    /// A number without any property.
    private static let s = FixedKeys.filler("edge s", count: 32)

    static func add(to group: inout VectorGroup) {
        addXBeyondOrder(&group)
        addReducedComparison(&group)
        addInfinity(&group)
        addEqualSummands(&group)
        addSmallFactors(&group)
        addGeneratorKeys(&group)
    }

    /// A number in 32 bytes.
    static func number(_ value: UInt8) -> [UInt8] {
        [UInt8](repeating: 0, count: 31) + [value]
    }

    private static func raw(
        _ group: inout VectorGroup,
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ comment: String,
        _ key: P256.Point,
        _ signature: [UInt8],
        message: [UInt8] = message
    ) {
        group.es256(
            "edge-\(id)",
            expectation,
            comment,
            jwk: ES256Vectors.jwk(key),
            message: message,
            signature: signature
        )
    }

    /// The public key by which (r, s) makes verification of the message meet R.
    private static func key(meeting point: P256.Point, r: [UInt8], s: [UInt8]) -> P256.Point? {
        guard let scaled = P256.multiply(point, by: s), let digest = P256.multiplyGenerator(by: e),
            let difference = P256.add(scaled, P256.negate(digest))
        else { return nil }
        return P256.multiply(difference, by: P256.inverseModuloOrder(r))
    }

    /// The first point whose x is not below a number.
    private static func point(from start: [UInt8], isYOdd: Bool = false) -> P256.Point? {
        for step in UInt8(0)...255 {
            if let point = P256.point(x: P256.sum(start, number(step)), isYOdd: isYOdd) { return point }
        }
        return nil
    }

    /// The last point whose x is below p.
    private static func lastPoint() -> P256.Point? {
        for step in UInt8(1)...255 {
            if let point = P256.point(x: P256.difference(P256.prime, number(step)), isYOdd: true) { return point }
        }
        return nil
    }

    // MARK: x(R) from n to p − 1

    /// r is x(R) modulo n, so that x(R) may also be r + n while that is below p.
    private static func addXBeyondOrder(_ group: inout VectorGroup) {
        // n itself would make r zero.
        let start = P256.sum(P256.order, number(1))
        let candidates = [
            ("first", point(from: start)), ("first-odd", point(from: start, isYOdd: true)), ("last", lastPoint()),
        ]
        for (id, candidate) in candidates {
            guard let candidate else { continue }
            let r = P256.difference(candidate.x, P256.order)
            guard let key = key(meeting: candidate, r: r, s: s) else { continue }
            raw(&group, "x-beyond-n-\(id)", .valid, "x(R) is from n to p − 1 (\(id)): r is x(R) − n", key, r + s)
            raw(&group, "x-beyond-n-\(id)-twin", .valid, "its twin", key, r + P256.difference(P256.order, s))
            raw(&group, "x-beyond-n-\(id)-unreduced", .invalid, "x(R) itself in place of r", key, candidate.x + s)
            raw(&group, "x-beyond-n-\(id)-next-r", .invalid, "r + 1", key, P256.sum(r, number(1)) + s)
            raw(&group, "x-beyond-n-\(id)-next-s", .invalid, "s + 1", key, r + P256.sum(s, number(1)))
            raw(&group, "x-beyond-n-\(id)-message", .invalid, "another message", key, r + s, message: [0])
        }
        if let small = point(from: number(1)), let key = key(meeting: small, r: small.x, s: s) {
            raw(
                &group,
                "small-r",
                .valid,
                "r is \(small.x[31]), and so is x(R): r + n is below p but not met",
                key,
                small.x + s
            )
            raw(&group, "small-r-plus-n", .invalid, "r + n in place of r", key, P256.sum(small.x, P256.order) + s)
            raw(&group, "small-r-next", .invalid, "r + 1", key, P256.sum(small.x, number(1)) + s)
        }
    }

    /// r + n is p or more, and modulo p it is x(R): equal to whoever compares reduced numbers, and no signature.
    private static func addReducedComparison(_ group: inout VectorGroup) {
        let gap = P256.difference(P256.prime, P256.order)
        let zero = P256.point(x: number(0), isYOdd: false)
        for (id, candidate) in [
            ("smallest", point(from: number(1))), ("zero", zero), ("generator", Optional(P256.generator)),
        ] {
            guard let candidate else { continue }
            let r = P256.sum(candidate.x, gap)
            guard r.lexicographicallyPrecedes(P256.order), let key = key(meeting: candidate, r: r, s: s) else {
                continue
            }
            raw(&group, "reduced-\(id)", .invalid, "r + n equals x(R) modulo p only (x(R): \(id))", key, r + s)
        }
        if let zero, let key = key(meeting: zero, r: number(1), s: s) {
            raw(&group, "x-zero", .invalid, "x(R) is 0, and r is 1", key, number(1) + s)
            raw(&group, "x-zero-r-zero", .invalid, "x(R) is 0, and r is 0", key, number(0) + s)
        }
    }

    // MARK: Infinity and equal summands

    /// u₁·G = −u₂·Q, by r = −e/d for the private key d: the sum has no x.
    private static func addInfinity(_ group: inout VectorGroup) {
        for (index, d) in [number(1), number(2), number(7), s].enumerated() {
            guard let key = P256.multiplyGenerator(by: d) else { continue }
            let quotient = P256.productModuloOrder(e, P256.inverseModuloOrder(d))
            let r = P256.difference(P256.order, quotient)
            raw(&group, "infinity-\(index + 1)", .invalid, "R is the point at infinity", key, r + s)
            raw(
                &group,
                "infinity-\(index + 1)-s-1",
                .invalid,
                "R is the point at infinity, and s is 1",
                key,
                r + number(1)
            )
            raw(&group, "infinity-\(index + 1)-s-r", .invalid, "R is the point at infinity, and s is r", key, r + r)
        }
        if let key = P256.multiplyGenerator(by: P256.difference(P256.order, number(1))) {
            raw(
                &group,
                "infinity-minus-generator",
                .invalid,
                "R is the point at infinity, and the key is −G",
                key,
                e + s
            )
        }
    }

    /// u₁·G = u₂·Q, by s = 2e/k: the sum is a doubling.
    private static func addEqualSummands(_ group: inout VectorGroup) {
        for (index, k) in [number(2), number(3), FixedKeys.filler("edge k", count: 32)].enumerated() {
            guard let point = P256.multiplyGenerator(by: k) else { continue }
            let r = point.x
            let s = P256.productModuloOrder(P256.sumModuloOrder(e, e), P256.inverseModuloOrder(k))
            guard let key = P256.multiplyGenerator(by: P256.productModuloOrder(e, P256.inverseModuloOrder(r))) else {
                continue
            }
            raw(&group, "doubling-\(index + 1)", .valid, "u₁·G and u₂·Q are the same point", key, r + s)
            raw(&group, "doubling-\(index + 1)-next-s", .invalid, "s + 1", key, r + P256.sumModuloOrder(s, number(1)))
            raw(&group, "doubling-\(index + 1)-next-r", .invalid, "r + 1", key, P256.sumModuloOrder(r, number(1)) + s)
        }
    }

    // MARK: Small factors

    /// s, u₁ or u₂ at the ends of their range.
    private static func addSmallFactors(_ group: inout VectorGroup) {
        guard let point = P256.multiplyGenerator(by: FixedKeys.filler("edge k", count: 32)) else { return }
        let (r, last) = (point.x, P256.difference(P256.order, number(1)))
        let half = P256.inverseModuloOrder(number(2))
        let factors: [(id: String, comment: String, s: [UInt8])] = [
            ("s-1", "s is 1", number(1)), ("s-2", "s is 2", number(2)), ("s-last", "s is n − 1", last),
            ("s-half", "s is (n + 1)/2", half),
            ("s-half-less", "s is (n − 1)/2", P256.differenceModuloOrder(half, number(1))),
            ("u1-1", "u₁ is 1", e), ("u1-last", "u₁ is n − 1", P256.difference(P256.order, e)),
            ("u1-2", "u₁ is 2", P256.productModuloOrder(e, half)),
            ("u2-1", "u₂ is 1", r), ("u2-last", "u₂ is n − 1", P256.difference(P256.order, r)),
            ("u2-2", "u₂ is 2", P256.productModuloOrder(r, half)),
        ]
        for factor in factors {
            guard let key = key(meeting: point, r: r, s: factor.s) else { continue }
            raw(&group, factor.id, .valid, factor.comment, key, r + factor.s)
            raw(
                &group,
                "\(factor.id)-other-message",
                .invalid,
                "\(factor.comment), and another message",
                key,
                r + factor.s,
                message: [0]
            )
        }
        // s·R = e·G leaves Q at infinity, so the closest to it is one step away.
        if let key = key(meeting: P256.generator, r: P256.generator.x, s: P256.sumModuloOrder(e, number(1))) {
            raw(&group, "r-of-generator", .valid, "R is G", key, P256.generator.x + P256.sumModuloOrder(e, number(1)))
        }
        let negated = P256.negate(P256.generator)
        if let key = key(meeting: negated, r: negated.x, s: s) {
            raw(&group, "r-of-minus-generator", .valid, "R is −G", key, negated.x + s)
        }
    }

    // MARK: Keys that are multiples of G

    private static func addGeneratorKeys(_ group: inout VectorGroup) {
        let order = P256.order
        let scalars: [(id: String, comment: String, d: [UInt8])] = [
            ("generator", "G", number(1)), ("minus-generator", "−G", P256.difference(order, number(1))),
            ("twice-generator", "2·G", number(2)), ("minus-twice-generator", "−2·G", P256.difference(order, number(2))),
            ("half-generator", "G/2", P256.inverseModuloOrder(number(2))), ("16-generator", "16·G", number(16)),
            ("255-generator", "255·G", number(255)),
        ]
        for scalar in scalars {
            guard let signing = try? TestSigningKey(privateScalar: scalar.d) else { continue }
            let point = P256.Point(x: signing.x, y: signing.y)
            let signature = signing.signature(of: message)
            raw(&group, "key-\(scalar.id)", .valid, "the key is \(scalar.comment)", point, signature)
            raw(
                &group,
                "key-\(scalar.id)-other-message",
                .invalid,
                "the key is \(scalar.comment), another message",
                point,
                signature,
                message: [0]
            )
            raw(
                &group,
                "key-\(scalar.id)-negated",
                .invalid,
                "the negative of the key \(scalar.comment)",
                P256.negate(point),
                signature
            )
        }
    }
}
