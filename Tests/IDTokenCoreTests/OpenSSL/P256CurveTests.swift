import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct P256CurveTests {
    private static func words(_ bytes: [UInt8]) -> Words256 { Words256(bigEndian: bytes.span.octets) }

    @Test func `The constants are those of the curve`() {
        #expect(P256Curve.shared != nil)
        #expect(P256Curve.orderWords == Self.words(P256.order))
        #expect(P256Curve.primeWords == Self.words(P256.prime))
        #expect(P256Curve.primeMinusOrderWords == Self.words(P256.difference(P256.prime, P256.order)))
    }

    @Test func `Numbers are ordered as their bytes are`() {
        var random = SeededGenerator(4)
        for _ in 0..<2000 {
            let first = random.bytes(32)
            var second = random.oneIn(2) ? first : random.bytes(32)
            if random.oneIn(2) { second[Int.random(in: 0..<32, using: &random)] ^= 1 }
            #expect((Self.words(first) < Self.words(second)) == first.lexicographicallyPrecedes(second))
            #expect((Self.words(first) == Self.words(second)) == (first == second))
        }
        #expect(Self.words(scalar(0)).isZero)
        for place in 0..<32 {
            var bytes = scalar(0)
            bytes[place] = 1
            #expect(!Self.words(bytes).isZero)
        }
    }
}
