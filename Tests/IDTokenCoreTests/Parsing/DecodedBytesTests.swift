import Testing

@testable import IDTokenCore

@Suite struct DecodedBytesTests {
    @Test func `It begins with zeros, keeps what is written, and grows to more than is needed`() {
        var bytes = DecodedBytes()
        let first = bytes.count
        let beginning = bytes.octets.copiedBytes
        #expect(beginning == [UInt8](repeating: 0, count: first))
        var target = bytes.mutableOctets
        target.storeBytes(of: 7, toByteOffset: first - 1, as: UInt8.self)
        let last = bytes.octets.octet(at: first - 1)
        #expect(last == 7)
        bytes.grow(to: first + 1)
        #expect(bytes.count == 2 * first)
        bytes.grow(to: 10 * first)
        #expect(bytes.count == 10 * first)
        let grown = bytes.octets.copiedBytes
        #expect(grown == [UInt8](repeating: 0, count: 10 * first))
    }
}
