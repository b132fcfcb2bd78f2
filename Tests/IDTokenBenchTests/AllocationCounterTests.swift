import CAllocationCounter
import Testing

@Suite(.serialized) struct AllocationCounterTests {
    @Test func `Allocations are counted while counting is on, and not after`() {
        guard idtoken_allocations_can_be_counted() == 1 else { return }
        // Other tests run at the same time, so that only a lower bound is certain.
        idtoken_allocations_begin()
        var arrays: [[UInt8]] = []
        for count in 1...50 { arrays.append([UInt8](repeating: 1, count: count)) }
        let counts = idtoken_allocations_end()
        #expect(arrays.count == 50)
        #expect(counts.own >= 50)
        for count in 1...50 { arrays.append([UInt8](repeating: 1, count: count)) }
        #expect(idtoken_allocations_end().own == counts.own)
    }

    @Test func `What stands in for libcrypto's allocator is counted apart`() {
        guard idtoken_allocations_can_be_counted() == 1 else { return }
        idtoken_allocations_begin()
        for _ in 0..<7 {
            var memory = unsafe idtoken_libcrypto_malloc(16, nil, 0)
            unsafe memory = idtoken_libcrypto_realloc(memory, 4096, nil, 0)
            unsafe idtoken_libcrypto_free(memory, nil, 0)
        }
        #expect(idtoken_allocations_end().libcrypto == 14)
    }
}
