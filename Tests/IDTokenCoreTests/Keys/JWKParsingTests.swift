import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct JWKParsingTests {
    private static let signing = TestSigningKey(seed: "coordinates", keyIdentifier: "k")

    private static func key(x: [UInt8], y: [UInt8]) throws -> JWK {
        let entry = signing.publicJWK.with("x", .string(Base64URL.encode(x))).with("y", .string(Base64URL.encode(y)))
        return try #require(try Fixture.set(entry).keys.first)
    }

    @Test func `Leading zeros beyond 32 bytes are tolerated and noted`() throws {
        let plain = try Self.key(x: Self.signing.x, y: Self.signing.y)
        let padded = try Self.key(x: [0] + Self.signing.x, y: [0, 0, 0] + Self.signing.y)
        #expect(padded.isUsable)
        #expect(padded.notes == [.excessLeadingZeros(member: "x"), .excessLeadingZeros(member: "y")])
        #expect(padded.thumbprint == plain.thumbprint)
        #expect(padded.material == plain.material)
        #expect(padded.publicKey?.coordinates == plain.publicKey?.coordinates)
    }

    @Test func `A coordinate of another length is refused`() throws {
        let (x, y) = (Self.signing.x, Self.signing.y)
        let cases: [([UInt8], [UInt8], String)] = [
            (Array(x.dropFirst()), y, "x"), (x, Array(y.dropLast()), "y"), ([1] + x, y, "x"), (x, y + [0], "y"),
            ([4] + x + y, y, "x"),
            ([], y, "x"), (x, [], "y"), ([0, 1] + x, y, "x"),
        ]
        for (x, y, member) in cases {
            #expect(try Self.key(x: x, y: y).unusability == .invalidCoordinate(member: member))
        }
    }

    @Test func `A coordinate in another spelling than strict base64url is refused`() throws {
        let text = Base64URL.encode(Self.signing.x)
        for spelling in [text + "=", text + " ", text.replacing("-", with: "+") + "+", "\n" + text, text + "A"] {
            let key = try #require(try Fixture.set(Self.signing.publicJWK.with("x", .string(spelling))).keys.first)
            #expect(key.unusability == .invalidCoordinate(member: "x"))
        }
    }

    @Test func `A pair that is no point of the curve is refused, and so are coordinates that are not below p`() throws {
        let zero = [UInt8](repeating: 0, count: 32)
        let five = try #require(P256.point(x: zero.dropLast() + [5], isYOdd: true))
        var off = Self.signing.y
        off[31] ^= 1
        let cases = [
            (Self.signing.x, off), (Self.signing.y, Self.signing.x), (zero, zero), (Self.signing.x, zero),
            (zero, Self.signing.y),
            (P256.prime, Self.signing.y), (Self.signing.x, P256.prime), (P256.sum(five.x, P256.prime), five.y),
            ([UInt8](repeating: 0xFF, count: 32), Self.signing.y),
        ]
        for (x, y) in cases { #expect(try Self.key(x: x, y: y).unusability == .notOnCurve) }
        #expect(try Self.key(x: five.x, y: five.y).isUsable)
        #expect(try Self.key(x: five.x, y: P256.negate(five).y).isUsable)
    }

    @Test func `The thumbprint is that of RFC 7638 section 3.1`() throws {
        let n = """
            0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs\
            tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbI\
            SD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw
            """
        let set = try JWKSet(
            parsing: #"{"keys":[{"kty":"RSA","n":"\#(n)","e":"AQAB","alg":"RS256","kid":"2011-04-29"}]}"#
        )
        #expect(set.keys.map(\.thumbprint) == ["NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"])
    }

    @Test func `The thumbprint of an Ed25519 key is that of RFC 8037 appendix A`() throws {
        let entry: JSONMembers = [
            "kty": .string("OKP"), "crv": .string("Ed25519"),
            "x": .string("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
        ]
        #expect(try Fixture.set(entry).keys.first?.thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    @Test func `The thumbprint of an EC key agrees with another implementation and ignores what is not required`()
        throws
    {
        let entry = Self.signing.publicJWK.with("kid", .string("other")).with("use", nil).with("d", .string("x"))
        #expect(try Fixture.set(entry).keys.first?.thumbprint == Self.signing.thumbprint)
    }

    @Test func `A symmetric key has no thumbprint, and neither has one whose members are missing or odd`() throws {
        let entries: [JSONMembers] = [
            ["kty": .string("oct"), "k": .string("c2VjcmV0")], ["kty": .string("RSA"), "e": .string("AQAB")],
            ["kty": .string("EC"), "crv": .string("P-256"), "x": .string("AA")], ["kty": .string("EC")], [:],
            ["kty": .string("OKP"), "crv": .string("Ed\"25519"), "x": .string("AA")],
        ]
        for entry in entries { #expect(try Fixture.set(entry).keys.first?.thumbprint == nil) }
    }

    @Test func `A symmetric key shows nothing of its value`() throws {
        let key = try #require(
            try Fixture.set(["kty": .string("oct"), "kid": .string("s"), "k": .string("c2VjcmV0LWs")]).keys.first
        )
        #expect(key.unusability == .unsupportedKeyType("oct"))
        #expect(key.notes.isEmpty)
        #expect(!String(describing: key.unusability).contains("c2VjcmV0LWs"))
    }
}
