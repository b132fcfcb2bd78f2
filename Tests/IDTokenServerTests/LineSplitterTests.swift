import NIOCore
import Testing

@testable import idtoken_server

@Suite("The line splitter")
struct LineSplitterTests {
    private func split(_ parts: [String], limit: Int = 100) -> [String] {
        var splitter = LineSplitter(limit: limit)
        var lines: [[UInt8]] = []
        for part in parts {
            var bytes = ByteBuffer(string: part).readableBytesView
            while let line = splitter.nextLine(of: &bytes) { lines.append(line) }
        }
        if let last = splitter.lastLine() { lines.append(last) }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("finds lines however they are cut")
    func lines() {
        let text = "one\n\r\n\ntwo\r\nthree"
        let lines = ["one", "", "", "two", "three"]
        #expect(split([text]) == lines)
        #expect(split(text.map { String($0) }) == lines)
        #expect(split(["one\n"]) == ["one"])
        #expect(split([]).isEmpty)
    }

    @Test("keeps one byte more than the limit of a line, and no more")
    func limit() {
        #expect(split(["1234", "5678\n", "12\n"], limit: 4) == ["12345", "12"])
        #expect(split(["1234\n"], limit: 4) == ["1234"])
        #expect(split(["1234\r\n"], limit: 4) == ["1234"])
    }
}
