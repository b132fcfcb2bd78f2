extension Span where Element == UInt8 {
    /// The bytes themselves. Safe, unlike for other elements: a byte has no padding to expose.
    package var octets: RawSpan {
        @_lifetime(copy self)
        get { unsafe bytes }
    }
}

extension RawSpan {
    /// One byte; the offset is checked.
    @inline(__always)
    package func octet(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// A copy of all bytes.
    package var copiedBytes: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }

    /// Eight bytes, the first one lowest; the offset is checked.
    @inline(__always)
    package func littleEndianWord(at offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Eight bytes, the first one highest; the offset is checked.
    @inline(__always)
    package func bigEndianWord(at offset: Int) -> UInt64 {
        unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}

extension [UInt8] {
    /// Appends a copy of borrowed bytes.
    mutating func append(_ octets: RawSpan) {
        unsafe octets.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }
}
