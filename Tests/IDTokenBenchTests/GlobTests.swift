import Testing

@testable import idtoken_bench

@Suite struct GlobTests {
    @Test(arguments: [
        ("*", "es256.single"), ("es256.*", "es256.batch.claims"), ("*.batch", "hs256.batch"),
        ("es256.single", "es256.single"), ("?s256.single", "hs256.single"),
        ("*batch*", "es256.batch.claims"), ("**", ""), ("a*b*c", "a-b-b-c"),
    ])
    func `A pattern matches what its stars and question marks can stand for`(pattern: String, name: String) {
        #expect(Glob(pattern).matches(name))
    }

    @Test(arguments: [
        ("es256", "es256.single"), ("single", "es256.single"), ("es256.?", "es256.batch"), ("", "es256.single"),
        ("hs256.*", "es256.batch"), ("*.batch", "es256.batch.claims"), ("?", ""), ("ES256.*", "es256.single"),
        ("a*b*c", "a-b-b"), ("es256.[sb]*", "es256.single"),
    ])
    func `A pattern is held against the whole name, letter by letter`(pattern: String, name: String) {
        #expect(!Glob(pattern).matches(name))
    }

    @Test func `Many stars take no longer than their number times the length`() {
        let pattern = String(repeating: "*a", count: 40) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 400)))
    }
}
