import Testing

@testable import IDTokenCore

@Suite struct SharedSecretTests {
    @Test func `An empty secret and an empty audience are refused`() {
        #expect(throws: IDTokenError.code(.invalidKey)) { try SharedSecret("", audience: "a") }
        #expect(throws: IDTokenError.code(.invalidKey)) { try SharedSecret([], audience: "a") }
        #expect(throws: IDTokenError.code(.invalidKey)) { try SharedSecret("s", audience: "") }
    }

    @Test func `The refusal does not show the secret`() throws {
        do {
            _ = try SharedSecret("hush-hush-secret", audience: "")
            Issue.record("an empty audience was accepted")
        } catch {
            #expect(!"\(error) \(String(reflecting: error))".contains("hush"))
        }
    }

    @Test func `Neither description, dump nor mirror shows the secret`() throws {
        let secret = try SharedSecret("hush-hush-secret", audience: "channel")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in [
            dumped, "\(secret)", String(reflecting: secret), "\([secret])",
            "\(Mirror(reflecting: secret).children.map { $0 })",
        ] {
            #expect(text.contains("channel"))
            #expect(!text.contains("hush"))
            #expect(!text.contains("104"))
        }
    }

    @Test func `A secret below 32 bytes is usable, and says that it is short`() throws {
        #expect(try SharedSecret("s", audience: "a").isShorterThanRecommended)
        #expect(try SharedSecret([UInt8](repeating: 1, count: 31), audience: "a").isShorterThanRecommended)
        #expect(try !SharedSecret([UInt8](repeating: 1, count: 32), audience: "a").isShorterThanRecommended)
    }

    @Test func `Characters are taken as their UTF-8 bytes, with nothing trimmed or decoded`() throws {
        let message = Array("message".utf8)
        let code = try SharedSecret(Array("00ff\n".utf8), audience: "a").key.authenticationCode(of: message.span.octets)
        #expect(try SharedSecret("00ff\n", audience: "a").key.authenticationCode(of: message.span.octets) == code)
        for other in ["00ff", "00FF\n", " 00ff\n", "\u{0}\u{FF}\n"] {
            let otherCode = try SharedSecret(other, audience: "a").key.authenticationCode(of: message.span.octets)
            #expect(otherCode != code)
        }
    }
}
