import IDTokenCore
import Testing

@testable import LoginServer

struct ShortMemoryTests {
    private let start = NumericDate(seconds: 1_767_225_600)

    @Test func `A value is remembered until its time is over, and not beyond`() throws {
        let memory = ShortMemory<String>(lifetime: 600)
        try memory.remember("nonce", as: "name", at: start)
        #expect(memory.value(of: "name", at: start.advanced(bySeconds: 599)) == "nonce")
        #expect(memory.value(of: "name", at: start.advanced(bySeconds: 600)) == nil)
        #expect(memory.value(of: "another", at: start) == nil)
    }

    @Test func `A full memory refuses, and has room again when values have lapsed`() throws {
        let memory = ShortMemory<Int>(lifetime: 600, capacity: 2)
        try memory.remember(1, as: "1", at: start)
        try memory.remember(2, as: "2", at: start)
        #expect(throws: Refusal.self) { try memory.remember(3, as: "3", at: start.advanced(bySeconds: 599)) }
        #expect(memory.value(of: "1", at: start) == 1)
        try memory.remember(3, as: "3", at: start.advanced(bySeconds: 700))
    }

    @Test func `What is forgotten is gone`() throws {
        let memory = ShortMemory<Int>(lifetime: 600)
        try memory.remember(1, as: "1", at: start)
        memory.forget("1")
        #expect(memory.value(of: "1", at: start) == nil)
    }

    @Test func `Random names have 64 hexadecimal digits and differ`() {
        let names = (0..<1000).map { _ in RandomName.make() }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) })
    }
}
