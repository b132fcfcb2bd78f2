import Testing

@testable import IDTokenCore

@Suite struct JOSEHeaderTests {
    private static func read(_ text: String) throws -> JOSEHeader {
        let buffer = Array(text.utf8) + Scanned.padding
        var scanner = JSONScanner()
        let outcome = scanner.scan(buffer.span.octets, count: buffer.count - JSONScanner.padding)
        try #require(outcome == .object)
        return try JOSEHeader(scanner, in: buffer.span.octets)
    }

    @Test(arguments: ["\"ES256\"", "\"HS256\"", "\"\\u0045S256\""])
    func `The two algorithms are known by their exact names`(_ value: String) throws {
        #expect(try Self.read("{\"alg\":\(value)}").algorithm != nil)
    }

    @Test(
        arguments: [
            "\"none\"", "\"None\"", "\"NONE\"", "\"\"", "\"es256\"", "\"ES256 \"", "\"ES256\\u0000\"", "\"ES384\"",
            "\"RS256\"",
            "\"HS384\"", "\"ES256K\"", "null", "1", "true", "[\"ES256\"]", "{\"ES256\":1}",
        ]
    )
    func `Any other alg is no algorithm`(_ value: String) throws {
        let header = try Self.read("{\"alg\":\(value)}")
        #expect(header.algorithm == nil)
        #expect(header.algorithmMember != nil)
    }

    @Test(arguments: ["null", "1", "true", "[]", "{}", "[\"k\"]"])
    func `A kid that is no string is malformed`(_ value: String) {
        #expect(throws: Rejection(.malformedToken, .keyIdentifier)) { try Self.read("{\"kid\":\(value)}") }
    }

    @Test(arguments: ["JWT", "jwt", "Jwt", "application/jwt", "APPLICATION/JWT", "application\\/jwt", "\\u004aWT"])
    func `A typ of a JWT is one in any case`(_ type: String) throws {
        #expect(try Self.read("{\"typ\":\"\(type)\"}").isJWT)
    }

    @Test(
        arguments: [
            "\"\"", "\"JWS\"", "\"at+jwt\"", "\"jwt \"", "\" jwt\"", "\"application/at+jwt\"", "\"application/JOSE\"",
            "null", "1",
            "[\"JWT\"]", "{}", "\"jw\"", "\"jwtt\"", "\"ſwt\"", "\"text/jwt\"",
        ]
    )
    func `Any other typ is of another kind of token`(_ value: String) throws {
        #expect(try !Self.read("{\"typ\":\(value)}").isJWT)
    }

    @Test(arguments: ["[\"exp\"]", "[]", "null", "\"b64\"", "false"])
    func `A crit is seen whatever its value`(_ value: String) throws {
        #expect(try Self.read("{\"crit\":\(value)}").hasCritical)
        #expect(try Self.read("{\"\\u0063rit\":\(value)}").hasCritical)
    }

    @Test func `Members with other names or deeper down are not taken for these`() throws {
        let header = try Self.read(
            #"{"x":{"alg":"ES256","kid":1,"crit":1},"algo":"ES256","Alg":"ES256","kid2":1,"ALG":1}"#
        )
        #expect(header.algorithm == nil)
        #expect(header.algorithmMember == nil)
        #expect(header.keyIdentifier == nil)
        #expect(!header.hasCritical)
        #expect(try Self.read("{}").isJWT)
    }
}
