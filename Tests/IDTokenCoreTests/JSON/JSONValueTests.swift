import Testing

@testable import IDTokenCore

@Suite struct JSONValueTests {
    private static let all: [JSONValue] = [
        .null, .bool(true), .number("1.50"), .string("s"), .array([.null]),
        .object([JSONObjectMember(name: "a", value: .null)]),
    ]

    @Test func `Each reading gives its own kind of value and nothing of another`() {
        for value in Self.all {
            let found = [
                value.boolValue != nil, value.doubleValue != nil, value.stringValue != nil, value.arrayValue != nil,
                value.objectValue != nil,
            ]
            #expect(found.count { $0 } == (value == .null ? 0 : 1))
        }
        #expect(JSONValue.bool(true).boolValue == true)
        #expect(JSONValue.number("1.50").doubleValue == 1.5)
        #expect(JSONValue.string("s").stringValue == "s")
    }

    @Test(arguments: ["1.0", "1e2", "9223372036854775808", "-9223372036854775809", "1.5", "0.0"])
    func `A number with a fraction or exponent or out of range is no integer`(_ spelling: String) {
        #expect(JSONValue.number(spelling).integerValue == nil)
    }

    @Test func `A whole number is an integer`() {
        #expect(JSONValue.number("-12").integerValue == -12)
        #expect(JSONValue.number("9223372036854775807").integerValue == .max)
    }

    @Test func `A member is found by the bytes of its name, the first of several`() {
        let object = JSONValue.object([
            JSONObjectMember(name: "e\u{301}", value: .number("1")),
            JSONObjectMember(name: "\u{E9}", value: .number("2")),
            JSONObjectMember(name: "\u{212A}", value: .number("3")), JSONObjectMember(name: "K", value: .number("4")),
            JSONObjectMember(name: "K", value: .number("5")),
        ])
        #expect(object["\u{E9}"]?.integerValue == 2)
        #expect(object["K"]?.integerValue == 4)
        #expect(object["k"] == nil)
        #expect(object[""] == nil)
    }

    @Test func `Nothing but an object has members`() {
        for value in Self.all.dropLast() { #expect(value["a"] == nil) }
    }
}
