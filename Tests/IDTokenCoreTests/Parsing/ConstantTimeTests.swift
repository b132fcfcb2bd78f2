import Testing

@testable import IDTokenCore

@Suite struct ConstantTimeTests {
    private static func equal(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        ConstantTime.equal(first.span.octets, second.span.octets)
    }

    @Test func `Only the same bytes in the same number are equal`() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(Self.equal(bytes, bytes))
            #expect(!Self.equal(bytes, bytes + [0]))
            #expect(count == 0 || !Self.equal(bytes, Array(bytes.dropLast())))
            for place in 0..<count {
                for bit: UInt8 in [1, 0x80] {
                    var other = bytes
                    other[place] ^= bit
                    #expect(!Self.equal(bytes, other))
                }
            }
        }
    }
}
