internal import NIOCore

/// Cuts a stream of bytes into lines, in bounded memory: of a line that is longer than the limit only one byte more than
/// the limit is kept, which is as much too long as a million.
struct LineSplitter {
    private let limit: Int
    /// The line that has begun and not ended.
    private var rest: [UInt8] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes the next line off the bytes, without its newline; `nil` if the bytes end before the line does, and then they
    /// are all taken.
    mutating func nextLine(of bytes: inout ByteBufferView) -> [UInt8]? {
        guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            append(bytes)
            bytes = bytes[bytes.endIndex...]
            return nil
        }
        append(bytes[..<newline])
        bytes = bytes[bytes.index(after: newline)...]
        return take()
    }

    /// The last line, if the stream ended without a newline.
    mutating func lastLine() -> [UInt8]? {
        rest.isEmpty ? nil : take()
    }

    private mutating func append(_ bytes: ByteBufferView) {
        rest.append(contentsOf: bytes.prefix(limit + 1 - rest.count))
    }

    private mutating func take() -> [UInt8] {
        var line = rest
        rest.removeAll()
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }
}
