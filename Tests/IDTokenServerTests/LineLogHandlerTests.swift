import IDTokenCore
import Logging
import Synchronization
import Testing

@testable import idtoken_server

@Suite("The log")
struct LineLogHandlerTests {
    private func line(_ format: LogSettings.Format, _ write: (Logger) -> Void) -> String {
        let bytes = Mutex<[UInt8]>([])
        let logger = Logger(label: "test") { _ in
            LineLogHandler(format: format, level: .info) { new in bytes.withLock { $0 += new } }
        }
        write(logger)
        return bytes.withLock { String(decoding: $0, as: UTF8.self) }
    }

    @Test("is one JSON object a line where that is asked for")
    func json() throws {
        let line = line(.json) { $0.notice("Two\nlines.", metadata: ["b": "x\"y", "hb.request.id": "r"]) }
        let value = try JSONValue(parsing: Array(line.utf8))
        #expect(line.hasSuffix("}\n"))
        #expect(value["level"] == .string("notice"))
        #expect(value["message"] == .string("Two\nlines."))
        #expect(value["b"] == .string("x\"y"))
        #expect(value["request_id"] == .string("r"))
    }

    @Test("keeps foreign text from beginning a line of its own")
    func text() {
        let line = line(.text) { $0.error("Bad\u{1B}[2J\nline", metadata: ["a": "b c", "d": "\u{202E}"]) }
        #expect(line.hasSuffix(#"Z error Bad\u{1b}[2J\u{a}line a="b c" d=\u{202e}"# + "\n"))
        #expect(line.split(separator: "\n").count == 1)
    }

    @Test("leaves out what is below its level")
    func level() {
        #expect(line(.text) { $0.debug("quiet") } == "")
    }
}
