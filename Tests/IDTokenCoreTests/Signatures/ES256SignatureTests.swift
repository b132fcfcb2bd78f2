import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct ES256SignatureTests {
    private static func isInRange(_ signature: [UInt8]) -> Bool {
        ES256Signature.isInRange(signature.span.octets)
    }

    @Test func `Only 64 bytes can be a signature`() {
        for count in [0, 1, 31, 32, 63, 65, 70, 71, 72, 96, 128, 1000] {
            #expect(!Self.isInRange([UInt8](repeating: 1, count: count)))
        }
        #expect(Self.isInRange([UInt8](repeating: 1, count: 64)))
    }

    @Test func `Both numbers are from 1 to n - 1`() {
        let last = P256.difference(P256.order, scalar(1))
        #expect(Self.isInRange(scalar(1) + scalar(1)))
        #expect(Self.isInRange(last + last))
        for wrong in [
            scalar(0), P256.order, P256.sum(P256.order, scalar(1)), P256.prime, [UInt8](repeating: 0xFF, count: 32),
        ] {
            #expect(!Self.isInRange(wrong + scalar(1)))
            #expect(!Self.isInRange(scalar(1) + wrong))
            #expect(!Self.isInRange(wrong + wrong))
        }
    }
}
