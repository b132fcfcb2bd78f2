#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Memory for tables of megabytes that are read at random places.
///
/// The system is asked for large pages: with pages of 4 KiB nearly every lookup in a cache of thousands of tokens would
/// first have to look up the page, which takes as long as comparing the token.
enum LargeMemory {
    private static let largePage = 2 << 20

    /// Allocates room for so many values, uninitialised; to be freed by `deallocate()`.
    static func allocate<Value: ~Copyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
        let bytes = count * MemoryLayout<Value>.stride
        guard bytes >= largePage else { return .allocate(capacity: count) }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: largePage)
        #if os(Linux)
            // A refusal changes nothing but the speed.
            _ = unsafe madvise(memory, bytes, MADV_HUGEPAGE)
        #endif
        return unsafe memory.bindMemory(to: Value.self, capacity: count)
    }
}
