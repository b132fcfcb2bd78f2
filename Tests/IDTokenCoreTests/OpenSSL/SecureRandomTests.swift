import Testing

@testable import IDTokenCore

@Suite struct SecureRandomTests {
    @Test func `As many bytes come as were asked for, and never the same`() throws {
        #expect(SecureRandom.bytes(0) == [])
        var seen: Set<[UInt8]> = []
        for _ in 0..<1000 { seen.insert(try #require(SecureRandom.bytes(16))) }
        #expect(seen.count == 1000)
        #expect(seen.allSatisfy { $0.count == 16 })
    }

    @Test(arguments: [-1, Int.min])
    func `A negative number of bytes is none`(_ count: Int) {
        #expect(SecureRandom.bytes(count) == nil)
    }
}
