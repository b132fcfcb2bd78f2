import Testing

@testable import IDTokenCore

@Suite struct OctetsTests {
    @Test func `Words are read in the order that their name says, from any offset`() {
        let bytes: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        let octets = bytes.span.octets
        let (little, big) = (octets.littleEndianWord(at: 1), octets.bigEndianWord(at: 3))
        let (last, count) = (octets.octet(at: 10), octets.byteCount)
        #expect(little == 0x0807_0605_0403_0201)
        #expect(big == 0x0304_0506_0708_090A)
        #expect(last == 10)
        #expect(count == 11)
    }
}
