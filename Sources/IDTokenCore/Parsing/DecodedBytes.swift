/// The memory that a token is decoded into: one buffer that grows and is used again for the next token.
///
/// It is borrowed as a span, which costs nothing; an array would be retained and released by every function that reads it.
@safe
struct DecodedBytes: ~Copyable {
    private var storage: UnsafeMutableRawPointer
    private(set) var count: Int

    init() {
        count = 4096
        unsafe storage = .allocate(byteCount: count, alignment: 16)
        unsafe storage.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    }

    deinit {
        unsafe storage.deallocate()
    }

    /// All bytes.
    var octets: RawSpan {
        @_lifetime(borrow self)
        @inline(__always)
        get {
            let span = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(storage), byteCount: count)
            // Safe: the memory lives as long as this value, which is borrowed for as long as the span is used.
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// All bytes, to write to.
    var mutableOctets: MutableRawSpan {
        @_lifetime(&self)
        @inline(__always)
        mutating get {
            let span = unsafe MutableRawSpan(_unsafeStart: storage, byteCount: count)
            // Safe: as above, and nobody else can read while this value is accessed for writing.
            return unsafe _overrideLifetime(span, mutating: &self)
        }
    }

    /// Replaces the memory by a larger one; what was in it is lost.
    @inline(never)
    mutating func grow(to needed: Int) {
        let larger = max(needed, 2 * count)
        unsafe storage.deallocate()
        unsafe storage = .allocate(byteCount: larger, alignment: 16)
        unsafe storage.initializeMemory(as: UInt8.self, repeating: 0, count: larger)
        count = larger
    }
}
