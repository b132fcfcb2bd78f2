import Testing

@testable import IDTokenCore

@Suite struct ClaimsSetTests {
    private static let names = ["iss", "sub", "aud", "azp", "exp", "nbf", "iat", "auth_time", "nonce"]

    /// The text of each claim that was found, by name.
    private static func claims(_ text: String) throws -> [String: String] {
        let buffer = Array(text.utf8) + Scanned.padding
        var scanner = JSONScanner()
        let outcome = scanner.scan(buffer.span.octets, count: buffer.count - JSONScanner.padding)
        try #require(outcome == .object)
        let claims = ClaimsSet(scanner, in: buffer.span.octets)
        let members = [
            claims.issuer, claims.subject, claims.audience, claims.authorizedParty, claims.expiration, claims.notBefore,
            claims.issuedAt, claims.authenticationTime, claims.nonce,
        ]
        var found: [String: String] = [:]
        for (name, member) in zip(names, members) {
            guard member.raw >= 0 else { continue }
            found[name] = String(decoding: buffer[scanner.members[Int(member.raw)].value], as: UTF8.self)
        }
        return found
    }

    @Test func `Each claim is found by its name, escaped or not, in any order`() throws {
        for (index, name) in Self.names.enumerated() {
            #expect(try Self.claims("{\"\(name)\":\(index)}") == [name: "\(index)"])
            let escaped = name.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
            #expect(try Self.claims("{\"\(escaped)\":\(index)}") == [name: "\(index)"])
        }
        let all = Self.names.reversed().map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",")
        #expect(try Self.claims("{\(all)}") == Dictionary(uniqueKeysWithValues: Self.names.map { ($0, $0) }))
    }

    @Test(
        arguments: [
            "auth_tim", "auth_timf", "auth_timE", "auth_time ", "auth_times", "auth_tim\\u0000", "Auth_time", "is",
            "isss", "ISS", "issx",
            "nonce ", "nonc", "Nonce", "nonces", "expp", "EXP", "sub\\u0000", "", "\\u0000iss", "aud\\u0000\\u0000",
        ]
    )
    func `A name that differs in one byte is another claim`(_ name: String) throws {
        #expect(try Self.claims("{\"\(name)\":1}").isEmpty)
    }

    @Test func `Claims inside of other claims are not claims of the token`() throws {
        let text = #"{"act":{"iss":"a","sub":"b","exp":1,"nonce":"n"},"x":[{"aud":"a"}],"sub":"outer"}"#
        #expect(try Self.claims(text) == ["sub": "outer"])
    }
}
