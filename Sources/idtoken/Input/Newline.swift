#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The search for a byte, at the speed of memory.
enum Byte {
    /// The first place of a byte in a part of the bytes.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        // Safe: extracting checks the range, and the search stays within it.
        unsafe bytes.extracting(range).withUnsafeBufferPointer { part in
            guard let start = part.baseAddress, let found = unsafe memchr(start, Int32(byte), part.count) else {
                return nil
            }
            return unsafe range.lowerBound + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
        }
    }
}

/// The search for the ends of lines.
enum Newline {
    /// The first newline of a part of the bytes.
    @inline(__always)
    static func first(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        Byte.first(0x0A, in: bytes, range)
    }

    /// The last newline of a part of the bytes.
    static func last(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var position = range.upperBound
        while position > range.lowerBound {
            position -= 1
            if bytes[position] == 0x0A { return position }
        }
        return nil
    }

    /// How many newlines a part of the bytes has.
    static func count(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        var position = range.lowerBound
        while let found = first(in: bytes, position..<range.upperBound) {
            count += 1
            position = found + 1
        }
        return count
    }
}
