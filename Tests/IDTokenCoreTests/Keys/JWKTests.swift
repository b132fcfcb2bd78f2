import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct JWKTests {
    private static let good = TestSigningKey(seed: "jwk", keyIdentifier: "k").publicJWK

    private static func key(_ entry: JSONMembers) throws -> JWK {
        let set = try Fixture.set(entry)
        return try #require(set.keys.first)
    }

    @Test func `A complete entry is usable and says what it is`() throws {
        let key = try Self.key(Self.good)
        #expect(key.isUsable)
        #expect(key.notes.isEmpty)
        #expect(key.keyIdentifier == "k")
        #expect(key.keyType == "EC")
        #expect(key.algorithm == "ES256")
        #expect(key.use == "sig")
        #expect(key.curve == "P-256")
    }

    @Test func `Optional members may be absent and unknown ones present`() throws {
        var entry = Self.good
        for name in ["alg", "use", "kid"] { entry[name] = nil }
        entry["xvalue"] = .number("1")
        entry["x5c"] = .array([.string("no certificate")])
        let key = try Self.key(entry)
        #expect(key.isUsable)
        #expect(key.notes == [.noKeyIdentifier])
    }

    @Test func `Operations that include verifying are enough`() throws {
        #expect(try Self.key(Self.good.with("key_ops", .array([.string("sign"), .string("verify")]))).isUsable)
    }

    @Test func `An entry is unusable for the reason that its member gives`() throws {
        let cases: [(String, JSONValue?, JWK.Unusability)] = [
            ("kty", nil, .missing(member: "kty")), ("kty", .string("RSA"), .unsupportedKeyType("RSA")),
            ("kty", .string("oct"), .unsupportedKeyType("oct")), ("kty", .string("ec"), .unsupportedKeyType("ec")),
            ("kty", .string("OKP"), .unsupportedKeyType("OKP")), ("kty", .string("AKP"), .unsupportedKeyType("AKP")),
            ("kty", .number("1"), .wrongType(member: "kty")), ("crv", nil, .missing(member: "crv")),
            ("crv", .string("P-384"), .unsupportedCurve("P-384")),
            ("crv", .string("secp256k1"), .unsupportedCurve("secp256k1")),
            ("crv", .string("p-256"), .unsupportedCurve("p-256")), ("crv", .null, .wrongType(member: "crv")),
            ("alg", .string("ES384"), .otherAlgorithm("ES384")), ("alg", .string("HS256"), .otherAlgorithm("HS256")),
            ("alg", .string("es256"), .otherAlgorithm("es256")), ("alg", .string(""), .otherAlgorithm("")),
            ("alg", .array([.string("ES256")]), .wrongType(member: "alg")), ("use", .string("enc"), .otherUse("enc")),
            ("use", .string(""), .otherUse("")), ("use", .null, .wrongType(member: "use")),
            ("key_ops", .array([.string("sign")]), .otherOperations(["sign"])),
            ("key_ops", .array([]), .otherOperations([])),
            ("key_ops", .string("verify"), .wrongType(member: "key_ops")),
            ("key_ops", .array([.string("verify"), .number("1")]), .wrongType(member: "key_ops")),
            ("kid", .number("1"), .wrongType(member: "kid")), ("kid", .null, .wrongType(member: "kid")),
            ("x", nil, .missing(member: "x")), ("y", nil, .missing(member: "y")),
            ("x", .number("1"), .wrongType(member: "x")),
            ("x", .string(""), .invalidCoordinate(member: "x")), ("y", .string(""), .invalidCoordinate(member: "y")),
            ("x", .string("AQ"), .invalidCoordinate(member: "x")), ("y", .string("!"), .invalidCoordinate(member: "y")),
        ]
        for (name, value, reason) in cases {
            let key = try Self.key(Self.good.with(name, value))
            #expect(key.unusability == reason, "\(name): \(String(describing: value))")
            #expect(key.publicKey == nil)
            #expect(!reason.description.isEmpty)
        }
    }

    @Test func `An entry that is no object, or names a member twice, is unusable`() throws {
        let (x, y) = (Self.good["x"]?.stringValue ?? "", Self.good["y"]?.stringValue ?? "")
        let twice = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","\u0078":"\#(x)"}"#
        let set = try JWKSet(parsing: "{\"keys\":[1,null,\"k\",[],\(twice)]}")
        #expect(
            set.keys.map(\.unusability) == [.notAnObject, .notAnObject, .notAnObject, .notAnObject, .duplicateMember]
        )
        #expect(set.usableKeys.isEmpty)
    }

    @Test func `Foreign text in a reason is escaped and bounded`() throws {
        let key = try Self.key(
            Self.good.with("kty", .string("\u{1B}[31m\u{202E}" + String(repeating: "x", count: 5000)))
        )
        let text = try #require(key.unusability).description
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        #expect(text.utf8.count < 300)
    }

    @Test func `A published private member is noted, and the key is usable all the same`() throws {
        let key = try Self.key(Self.good.with("d", .string("secret-d-value")))
        #expect(key.isUsable)
        #expect(key.notes == [.privateMember("d")])
        #expect(!key.notes.map(\.description).joined().contains("secret-d-value"))
        #expect(key.thumbprint == (try Self.key(Self.good).thumbprint))
    }
}
