import Testing

@testable import IDTokenCore

@Suite struct LargeMemoryTests {
    @Test(arguments: [1, 1000, 1 << 18, (1 << 18) + 1, 1 << 19])
    func `Every value of the memory can be written and read, below a large page and above`(_ count: Int) {
        let memory: UnsafeMutablePointer<UInt64> = unsafe LargeMemory.allocate(count)
        defer { unsafe memory.deallocate() }
        for index in 0..<count { unsafe (memory + index).initialize(to: UInt64(index)) }
        #expect((0..<count).allSatisfy { unsafe memory[$0] == UInt64($0) })
    }
}
