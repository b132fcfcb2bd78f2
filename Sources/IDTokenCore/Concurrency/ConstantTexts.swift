/// Byte strings that never change, in memory of their own.
///
/// The idea: taking an array out of an array counts a reference, and where every token of every thread is compared with the
/// same few texts, the threads would fight for that counter; two threads lost a quarter of the rate of HS256 to it. Here
/// nothing is counted: whoever looks at a text borrows the owner.
@safe
struct ConstantTexts: ~Copyable, @unchecked Sendable {
    // Safe to share: written in `init` alone, and freed in `deinit`, when nobody borrows the owner.
    private let bytes: UnsafeMutablePointer<UInt8>
    private let ends: UnsafeMutablePointer<Int>
    /// How many texts there are.
    let count: Int

    init(_ texts: [[UInt8]]) {
        count = texts.count
        unsafe ends = .allocate(capacity: max(1, texts.count))
        unsafe bytes = .allocate(capacity: max(1, texts.reduce(0) { $0 + $1.count }))
        var end = 0
        for (index, text) in texts.enumerated() {
            for byte in text {
                unsafe (bytes + end).initialize(to: byte)
                end += 1
            }
            unsafe (ends + index).initialize(to: end)
        }
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe ends.deallocate()
    }

    /// A text by its index, which is checked.
    subscript(index: Int) -> Span<UInt8> {
        @_lifetime(borrow self)
        @inline(__always)
        get {
            precondition(index >= 0 && index < count)
            let start = unsafe index == 0 ? 0 : ends[index - 1]
            let span = unsafe Span(_unsafeStart: UnsafePointer(bytes + start), count: ends[index] - start)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }
}
