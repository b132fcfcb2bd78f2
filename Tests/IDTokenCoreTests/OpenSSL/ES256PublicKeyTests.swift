import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct ES256PublicKeyTests {
    @Test func `Points of the curve are keys, and nothing else is`() throws {
        let g = P256.generator
        #expect(ES256PublicKey(x: g.x, y: g.y)?.coordinates == g.x + g.y)
        #expect(ES256PublicKey(x: g.x, y: P256.negate(g).y) != nil)
        let zero = scalar(0)
        let largest = [UInt8](repeating: 0xFF, count: 32)
        let wrong = [
            (zero, zero), (g.x, zero), (zero, g.y), (g.y, g.x), (g.x, P256.sum(g.y, scalar(1))), (P256.prime, g.y),
            (g.x, P256.prime),
            (largest, largest), (g.x, largest), (P256.order, g.y),
        ]
        for (x, y) in wrong { #expect(ES256PublicKey(x: x, y: y) == nil) }
    }

    @Test func `Coordinates of other lengths are refused`() {
        let g = P256.generator
        for (x, y) in [
            ([], []), (g.x, []), (Array(g.x.dropLast()), g.y), ([0] + g.x, g.y), (g.x, g.y + [0]), (g.x + g.y, []),
        ] {
            #expect(ES256PublicKey(x: x, y: y) == nil)
        }
    }

    @Test func `Coordinates are not reduced modulo p`() throws {
        // A point whose x has a second spelling x + p in 32 bytes.
        let point = try #require((0..<100).lazy.compactMap { P256.point(x: scalar($0), isYOdd: true) }.first)
        #expect(ES256PublicKey(x: point.x, y: point.y) != nil)
        #expect(ES256PublicKey(x: P256.sum(point.x, P256.prime), y: point.y) == nil)
    }

    @Test func `Every key has a serial of its own`() throws {
        let g = P256.generator
        let serials = (0..<50).compactMap { _ in ES256PublicKey(x: g.x, y: g.y)?.serial }
        #expect(Set(serials).count == 50)
    }
}
