/// Many byte sequences one behind another, so that walking through them costs next to nothing.
///
/// Safe: the memory is written only before `init` returns, and goes with the object from which it is borrowed.
@safe
final class PackedTexts: Sendable {
    nonisolated(unsafe) private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let ranges: [Range<Int>]

    init(_ texts: [[UInt8]]) {
        unsafe bytes = .allocate(capacity: texts.reduce(0) { $0 + $1.count })
        var end = 0
        var ranges: [Range<Int>] = []
        for text in texts {
            let range = end..<(end + text.count)
            _ = unsafe bytes[range].initialize(fromContentsOf: text)
            ranges.append(range)
            end = range.upperBound
        }
        self.ranges = ranges
    }

    deinit {
        unsafe bytes.deallocate()
    }

    var count: Int { ranges.count }

    /// The sequence at an index, borrowed.
    subscript(index: Int) -> Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let text = unsafe UnsafeBufferPointer(rebasing: bytes[ranges[index]])
            return unsafe _overrideLifetime(Span(_unsafeElements: text), borrowing: self)
        }
    }
}
