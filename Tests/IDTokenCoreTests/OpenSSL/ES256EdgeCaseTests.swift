import IDTokenTesting
import Testing

@testable import IDTokenCore

/// The edges of ECDSA's arithmetic, each built so that an engine with one mistake accepts or refuses wrongly.
@Suite struct ES256EdgeCaseTests {
    private static let n = P256.order
    private static let p = P256.prime
    private static let one = scalar(1)

    /// x · y mod n and x / y mod n.
    private static func times(_ x: [UInt8], _ y: [UInt8]) -> [UInt8] { P256.productModuloOrder(x, y) }
    private static func over(_ x: [UInt8], _ y: [UInt8]) -> [UInt8] { times(x, P256.inverseModuloOrder(y)) }
    private static func minus(_ x: [UInt8]) -> [UInt8] { P256.differenceModuloOrder(scalar(0), x) }
    private static func reduced(_ x: [UInt8]) -> [UInt8] { P256.sumModuloOrder(x, scalar(0)) }

    private static func key(_ privateScalar: [UInt8]) throws -> EngineKey {
        try EngineKey(#require(P256.multiplyGenerator(by: privateScalar)))
    }

    /// A case whose sum u₁·G + u₂·Q is a point of our choice: Q is made to fit.
    private static func leading(
        to point: P256.Point,
        r: [UInt8],
        s: [UInt8],
        e: [UInt8],
        isValid: Bool
    ) throws -> SignatureCase {
        let (u1, u2) = (over(e, s), over(r, s))
        let u1G = try #require(P256.multiplyGenerator(by: u1))
        let difference = try #require(P256.add(point, P256.negate(u1G)))
        let q = try #require(P256.multiply(difference, by: P256.inverseModuloOrder(u2)))
        return SignatureCase(key: try EngineKey(q), digest: .chosen(e), signature: r + s, isValid: isValid)
    }

    /// The first point whose x is `start` or shortly behind it.
    private static func firstPoint(from start: [UInt8]) throws -> P256.Point {
        for step in 0..<200 {
            if let point = P256.point(x: P256.sum(start, scalar(UInt64(step))), isYOdd: step % 2 == 0) { return point }
        }
        throw Fixture.FixtureError.noKey
    }

    @Test func `Numbers r and s at the ends of their range are judged alike, and those outside of it are refused`()
        throws
    {
        let largest = [UInt8](repeating: 0xFF, count: 32)
        var numbers = [scalar(0), Self.one, scalar(2), largest, P256.difference(largest, Self.one)]
        let middle: [UInt8] = [0x80] + [UInt8](repeating: 0, count: 31)
        for value in [Self.n, Self.p, P256.difference(Self.p, Self.n), middle] {
            numbers += [P256.difference(value, Self.one), value, P256.sum(value, Self.one)]
        }
        let key = try EngineKey(TestSigningKey(seed: "ranges"))
        var cases: [SignatureCase] = []
        for r in numbers {
            for s in numbers {
                let isOutside: Bool = [r, s].contains { $0 == scalar(0) || !$0.lexicographicallyPrecedes(Self.n) }
                let isValid: Bool? = isOutside ? false : nil
                cases.append(SignatureCase(key: key, digest: SHA256Digest.of(r), signature: r + s, isValid: isValid))
            }
        }
        #expect(try BothEngines.disagreement(cases) == nil)
        for item in cases {
            let (r, s) = (item.signature.prefix(32), item.signature.suffix(32))
            let isInside = [r, s].allSatisfy { Array($0) != scalar(0) && $0.lexicographicallyPrecedes(Self.n) }
            let signature = item.signature
            let found = ES256Signature.isInRange(signature.span.octets)
            #expect(found == isInside)
        }
    }

    @Test func `An x from n to p - 1 matches r = x - n`() throws {
        let point = try Self.firstPoint(from: Self.n)
        let r = P256.difference(point.x, Self.n)
        let e = SHA256Digest.of([1]).bytes
        for sign in [point, P256.negate(point)] {
            let good = try Self.leading(to: sign, r: r, s: scalar(12345), e: e, isValid: true)
            var other = good
            other.signature = P256.sum(r, Self.one) + scalar(12345)
            other.isValid = false
            #expect(try BothEngines.disagreement([good, other, good]) == nil)
        }
    }

    @Test func `A small x matches r = x although r + n is below p as well`() throws {
        let point = try Self.firstPoint(from: scalar(1))
        let good = try Self.leading(to: point, r: point.x, s: scalar(777), e: SHA256Digest.of([2]).bytes, isValid: true)
        #expect(try BothEngines.disagreement([good]) == nil)
    }

    @Test func `An r whose r + n is p or more does not match what r + n leaves modulo p`() throws {
        for start in [scalar(1), scalar(1 << 40)] {
            let point = try Self.firstPoint(from: start)
            let r = P256.difference(P256.sum(point.x, P256.difference(Self.p, Self.n)), scalar(0))
            let wrong = try Self.leading(to: point, r: r, s: scalar(99), e: SHA256Digest.of([3]).bytes, isValid: false)
            #expect(try BothEngines.disagreement([wrong]) == nil)
        }
        // The last r that has a second form, and the first that has none.
        let bound = P256.difference(Self.p, Self.n)
        let key = try EngineKey(TestSigningKey(seed: "bound"))
        let cases = [P256.difference(bound, Self.one), bound, P256.sum(bound, Self.one)].map {
            SignatureCase(key: key, digest: SHA256Digest.of([4]), signature: $0 + scalar(5), isValid: false)
        }
        #expect(try BothEngines.disagreement(cases) == nil)
    }

    @Test func `A sum at infinity matches no r, not even one whose r Z Z equals X`() throws {
        // d = −e / r makes u₂·Q the negative of u₁·G, whatever s is.
        for (r, s) in [(scalar(1), scalar(1)), (scalar(5), scalar(9)), (Self.n.dropLast() + [0x50], scalar(3))] {
            let e = SHA256Digest.of(r).bytes
            let key = try Self.key(Self.minus(Self.over(e, r)))
            let item = SignatureCase(key: key, digest: .chosen(e), signature: r + s, isValid: false)
            #expect(try BothEngines.disagreement([item, item, item]) == nil)
        }
    }

    @Test func `Two equal points are doubled`() throws {
        // d = e / r makes u₂·Q equal to u₁·G.
        for k in [scalar(2), scalar(1001), SHA256Digest.of([9]).bytes] {
            let r = Self.reduced(try #require(P256.multiplyGenerator(by: k)).x)
            let e = SHA256Digest.of(k).bytes
            let s = Self.over(Self.times(scalar(2), e), k)
            let key = try Self.key(Self.over(e, r))
            var cases = [SignatureCase(key: key, digest: .chosen(e), signature: r + s, isValid: true)]
            cases.append(
                SignatureCase(
                    key: key,
                    digest: .chosen(e),
                    signature: r + P256.sumModuloOrder(s, Self.one),
                    isValid: false
                )
            )
            #expect(try BothEngines.disagreement(cases) == nil)
        }
    }

    @Test func `A digest that is 0 modulo n leaves only the key's point`() throws {
        let d = scalar(424_242)
        let key = try Self.key(d)
        for e in [scalar(0), Self.n] {
            for k in [scalar(7), SHA256Digest.of([8]).bytes] {
                let r = Self.reduced(try #require(P256.multiplyGenerator(by: k)).x)
                let s = Self.over(Self.times(r, d), k)
                let good = SignatureCase(key: key, digest: .chosen(e), signature: r + s, isValid: true)
                var bad = good
                bad.digest = .chosen(Self.one)
                bad.isValid = false
                #expect(try BothEngines.disagreement([good, bad]) == nil)
            }
        }
    }

    @Test func `A digest of n or more counts modulo n`() throws {
        let d = scalar(31337)
        let key = try Self.key(d)
        let largest = [UInt8](repeating: 0xFF, count: 32)
        for e in [Self.n, P256.sum(Self.n, Self.one), P256.difference(Self.n, Self.one), Self.p, largest] {
            let k = scalar(11)
            let r = Self.reduced(try #require(P256.multiplyGenerator(by: k)).x)
            let s = Self.over(P256.sumModuloOrder(Self.reduced(e), Self.times(r, d)), k)
            let good = SignatureCase(key: key, digest: .chosen(e), signature: r + s, isValid: true)
            #expect(try BothEngines.disagreement([good]) == nil)
        }
    }

    @Test func `The generator, its negative and small multiples of it are keys like any other`() throws {
        for d in [
            scalar(1), scalar(2), scalar(3), P256.difference(Self.n, Self.one), P256.difference(Self.n, scalar(2)),
        ] {
            let signer = try TestSigningKey(privateScalar: d)
            let key = try EngineKey(signer)
            var cases: [SignatureCase] = []
            for message in 0..<UInt8(20) {
                let (digest, signature) = (SHA256Digest.of([message]), signer.signature(of: [message]))
                cases.append(SignatureCase(key: key, digest: digest, signature: signature, isValid: true))
                let other = SHA256Digest.of([message, 0])
                cases.append(SignatureCase(key: key, digest: other, signature: signature, isValid: false))
            }
            #expect(try BothEngines.disagreement(cases) == nil)
        }
    }

    @Test func `Nonces k at the ends of their range give signatures like any other`() throws {
        let d = scalar(2025)
        let key = try Self.key(d)
        let e = SHA256Digest.of([5]).bytes
        var cases: [SignatureCase] = []
        for k in [Self.one, scalar(2), P256.difference(Self.n, Self.one), P256.difference(Self.n, scalar(2))] {
            let r = Self.reduced(try #require(P256.multiplyGenerator(by: k)).x)
            let s = Self.over(P256.sumModuloOrder(Self.reduced(e), Self.times(r, d)), k)
            cases.append(SignatureCase(key: key, digest: .chosen(e), signature: r + s, isValid: true))
        }
        // s of 1 and of n − 1, with the digest that they belong to.
        for s in [Self.one, P256.difference(Self.n, Self.one)] {
            let k = scalar(17)
            let r = Self.reduced(try #require(P256.multiplyGenerator(by: k)).x)
            let digest = P256.differenceModuloOrder(Self.times(s, k), Self.times(r, d))
            cases.append(SignatureCase(key: key, digest: .chosen(digest), signature: r + s, isValid: true))
        }
        #expect(try BothEngines.disagreement(cases) == nil)
    }
}
