internal import Foundation
internal import Testing

@testable import idtoken

struct BlockReaderTests {
    private static let longestLine = 10

    /// The lines of a text as a reader with small blocks hands them out, each with its number.
    private static func lines(_ text: [UInt8], blockBytes: Int) throws -> [(number: Int, bytes: [UInt8])] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID().uuidString)")
        try Data(text).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let reader = BlockReader(
            try FileInput(path: file.path),
            longestLine: longestLine,
            blockBytes: blockBytes,
            countsLines: true
        )
        let block = InputBlock(capacity: reader.capacity)
        var lines: [(Int, [UInt8])] = []
        while try reader.fill(block) {
            #expect(block.bytes.count == reader.capacity)
            var number = block.firstLine
            var position = 0
            while position < block.end, let newline = block.bytes[position...].firstIndex(of: 0x0A) {
                lines.append((number, Array(block.bytes[position..<newline])))
                position = newline + 1
                number += 1
            }
            #expect(position == block.end)
        }
        return lines
    }

    @Test(arguments: [1, 2, 7, 64])
    func `Lines come out whole, in order and numbered, however the blocks fall`(blockBytes: Int) throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0..<120, using: &random)).map { _ in
                UInt8(Int.random(in: 0..<9, using: &random) == 0 ? 0x0A : Int.random(in: 0x61...0x7A, using: &random))
            }
            var expected = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
            if expected.last == [] { expected.removeLast() }
            let lines = try Self.lines(text, blockBytes: blockBytes)
            #expect(lines.map(\.number) == Array(1...max(1, expected.count)).prefix(expected.count).map { $0 })
            #expect(lines.map { $0.bytes.prefix(Self.longestLine) } == expected.map { $0.prefix(Self.longestLine) })
            for (line, whole) in zip(lines, expected) {
                // What was cut is still too long, whatever end of line is taken from it.
                let isLong = whole.count > Self.longestLine + 2
                #expect(line.bytes.count == whole.count || isLong && line.bytes.count >= Self.longestLine + 2)
            }
        }
    }

    @Test func `A line of any length takes no more room than a block`() throws {
        let long = [UInt8](repeating: 0x61, count: 100_000)
        let lines = try Self.lines(Array("a\n".utf8) + long + Array("\nb\n".utf8) + long, blockBytes: 64)
        #expect(lines.map { $0.bytes.count == 1 } == [true, false, true, false])
        #expect(lines.allSatisfy { $0.bytes.count <= 128 })
    }
}
