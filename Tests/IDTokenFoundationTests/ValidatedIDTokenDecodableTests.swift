import Foundation
import IDTokenCore
import IDTokenFoundation
import IDTokenTesting
import Testing

@Suite struct ValidatedIDTokenDecodableTests {
    private struct Claims: Decodable, Equatable {
        var sub: String
        var name: String
        var amr: [String]
        var email: String?
        var exp: Int
    }

    private static let issuedAt: Int64 = 1_767_225_600

    private static func validated(
        changing change: (inout JSONMembers) -> Void = { _ in }
    ) throws -> ValidatedIDToken {
        let issuer = TestIssuer()
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
        let token = issuer.token(at: issuedAt) { change(&$1) }
        return try validator.validate(token, at: NumericDate(seconds: issuedAt))
    }

    @Test func `Claims are decoded into a type of one's own`() throws {
        let claims: Claims = try Self.validated().decodeClaims()
        #expect(claims.sub == TestIssuer.defaultSubject)
        #expect(claims.amr == ["linesso"])
        #expect(claims.email == nil)
        #expect(claims.exp == Int(Self.issuedAt) + 3600)
    }

    @Test func `Escapes and text that is not ASCII arrive as they were meant`() throws {
        let token = try Self.validated { $0["name"] = .string("\u{1F600} \"né\" \\ \u{0}") }
        #expect(try token.decodeClaims(as: Claims.self).name == "\u{1F600} \"né\" \\ \u{0}")
    }

    @Test func `Claims that do not fit the type are an error of the decoder`() throws {
        let absent = try Self.validated { $0["name"] = nil }
        #expect(throws: DecodingError.self) { try absent.decodeClaims(as: Claims.self) }
        let other = try Self.validated { $0["name"] = .number("1") }
        #expect(throws: DecodingError.self) { try other.decodeClaims(as: Claims.self) }
    }

    @Test func `A decoder of one's own is asked`() throws {
        struct Expiry: Decodable { var exp: Date }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        let claims = try Self.validated().decodeClaims(as: Expiry.self, decoder: decoder)
        #expect(claims.exp.timeIntervalSince1970 == Double(Self.issuedAt + 3600))
    }
}
