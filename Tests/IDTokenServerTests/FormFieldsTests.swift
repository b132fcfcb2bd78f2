import Testing

@testable import idtoken_server

@Suite("Form fields")
struct FormFieldsTests {
    private func fields(_ text: String) -> FormFields? { FormFields(Array(text.utf8), names: ["a", "b"]) }

    @Test("are decoded")
    func decoding() {
        #expect(fields("a=1&b=x+y%2Bz%C3%A4")?["b"] == "x y+zä")
        #expect(fields("a=1=2")?["a"] == "1=2")
        #expect(fields("a")?["a"] == "")
        #expect(fields("a=&b=1")?["a"] == "")
        #expect(fields("%61=1")?["a"] == "1")
        #expect(fields("")?["a"] == nil)
    }

    @Test("of other names are ignored, even twice")
    func others() {
        #expect(fields("c=1&c=%zz&a=2")?["a"] == "2")
    }

    @Test(
        "are refused where they are ambiguous or broken",
        arguments: ["a=1&a=2", "a=1&%61=2", "a=%", "a=%4", "a=%ff"]
    )
    func refused(text: String) {
        #expect(fields(text) == nil)
    }
}
