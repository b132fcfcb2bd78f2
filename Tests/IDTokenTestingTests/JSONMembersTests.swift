import IDTokenCore
import IDTokenTesting
import Testing

struct JSONMembersTests {
    @Test func `Members keep their order, are replaced in place and removed by nil`() {
        var members: JSONMembers = ["b": .number("1.50"), "a": .null]
        members["b"] = .bool(true)
        members["c"] = .array([.string("x"), .object([])])
        members["a"] = nil
        #expect(members.text == #"{"b":true,"c":["x",{}]}"#)
    }

    @Test func `Quotation marks, backslashes and control characters are escaped`() throws {
        let value = JSONValue.string("\"\\\n\r\t\u{0}\u{1F}/é😀")
        #expect(value.text == #""\"\\\n\r\t\u0000\u001f/é😀""#)
    }
}
