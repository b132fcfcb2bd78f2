/// A small gzip body that becomes a large one.
enum GzipBomb {
    /// A gzip member (RFC 1952) of zeros, about a 158th as long as what it stands for.
    static func bytes(standingFor count: Int) -> [UInt8] {
        var bits = BitWriter()
        // RFC 1951 §3.2.6: one final block with fixed codes.
        bits.write(0b1, count: 1)
        bits.write(0b01, count: 2)
        bits.writeCode(0b0011_0000, count: 8)
        for _ in 0..<(count / 258) {
            // Length 258 is symbol 285, distance 1 is symbol 0.
            bits.writeCode(0b1100_0101, count: 8)
            bits.writeCode(0, count: 5)
        }
        bits.writeCode(0, count: 7)
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        // The checksum is not right, which nobody reads far enough to see.
        return header + bits.finish() + [UInt8](repeating: 0, count: 8)
    }

    private struct BitWriter {
        private var bytes: [UInt8] = []
        private var pending: UInt32 = 0
        private var pendingCount: UInt32 = 0

        /// Writes a number, its lowest bit first.
        mutating func write(_ value: UInt32, count: UInt32) {
            pending |= value << pendingCount
            pendingCount += count
            while pendingCount >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                pendingCount -= 8
            }
        }

        /// Writes a Huffman code, its highest bit first.
        mutating func writeCode(_ code: UInt32, count: UInt32) {
            for bit in (0..<count).reversed() { write(code >> bit & 1, count: 1) }
        }

        mutating func finish() -> [UInt8] {
            if pendingCount > 0 { write(0, count: 8 - pendingCount) }
            return bytes
        }
    }
}
