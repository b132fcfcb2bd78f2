import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct JWKSetStorageTests {
    private static let a = TestSigningKey(seed: "a")
    private static let b = TestSigningKey(seed: "b")
    private static let c = TestSigningKey(seed: "c")

    /// The index that a key identifier leads to, with a mark for what is there but cannot be used.
    private static func lookup(_ set: JWKSet, _ identifier: String) -> String {
        let bytes = Array(identifier.utf8)
        switch set.storage.lookup(bytes.span.octets) {
        case .found(let index): return "\(index)"
        case .unusable: return "unusable"
        case .unknown: return "unknown"
        }
    }

    @Test func `Each key is found by its exact identifier alone`() throws {
        let names = [
            "", "a", "b", "ab", "A", "é", "e\u{301}", "k\u{0}", "12345678", "123456789",
            String(repeating: "k", count: 300),
        ]
        let keys = names.indices.map { TestSigningKey(seed: "key \($0)", keyIdentifier: names[$0]).publicJWK.value }
        let set = JWKSet(entries: keys)
        for (index, name) in names.enumerated() { #expect(Self.lookup(set, name) == "\(index)") }
        for name in ["k", "c", "B", "a ", " a", "abc", "1234567", "12345678\u{0}", "1234567890", "\u{E8}"] {
            #expect(Self.lookup(set, name) == "unknown")
        }
    }

    @Test func `Hundreds of keys are found and made-up identifiers are not`() throws {
        let jwk = Self.a.publicJWK
        let set = JWKSet(entries: (0..<500).map { jwk.with("kid", .string("kid-\($0)")).value })
        for index in 0..<500 { #expect(Self.lookup(set, "kid-\(index)") == "\(index)") }
        for index in 500..<1500 { #expect(Self.lookup(set, "kid-\(index)") == "unknown") }
    }

    @Test func `An empty set knows no identifier`() throws {
        let set = try Fixture.set()
        #expect(Self.lookup(set, "") == "unknown")
        #expect(Self.lookup(set, "k") == "unknown")
        #expect(set.storage.onlyCandidate == nil)
    }

    @Test func `One identifier with two materials is ambiguous for that identifier only`() throws {
        for order in [[Self.a, Self.b, Self.c], [Self.b, Self.a, Self.c]] {
            let set = try Fixture.set(
                order[0].named("same").publicJWK,
                order[2].named("other").publicJWK,
                order[1].named("same").publicJWK
            )
            #expect(Self.lookup(set, "same") == "unusable")
            #expect(Self.lookup(set, "other") == "1")
            #expect(set.keys.map(\.unusability) == [.ambiguousKeyIdentifier, nil, .ambiguousKeyIdentifier])
        }
    }

    @Test func `Three materials of one identifier are ambiguous whatever their order`() throws {
        let entries = [Self.a, Self.b, Self.c, Self.a].map { $0.named("same").publicJWK }
        let set = try Fixture.set(entries[0], entries[1], entries[2], entries[3])
        #expect(Self.lookup(set, "same") == "unusable")
        #expect(set.usableKeys.isEmpty)
    }

    @Test func `A key of another type under the same identifier makes it ambiguous`() throws {
        let rsa: JSONMembers = [
            "kty": .string("RSA"), "kid": .string("same"), "n": .string("AQAB"), "e": .string("AQAB"),
        ]
        let oct: JSONMembers = ["kty": .string("oct"), "kid": .string("same"), "k": .string("AQAB")]
        for other in [rsa, oct] {
            #expect(try Self.lookup(Fixture.set(Self.a.named("same").publicJWK, other), "same") == "unusable")
            #expect(try Self.lookup(Fixture.set(other, Self.a.named("same").publicJWK), "same") == "unusable")
        }
    }

    @Test func `One identifier with the same material twice is that key, the usable entry before the unusable one`()
        throws
    {
        let usable = Self.a.named("same").publicJWK
        let unusable = usable.with("use", .string("enc"))
        #expect(try Self.lookup(Fixture.set(usable, usable), "same") == "0")
        #expect(try Self.lookup(Fixture.set(usable, unusable), "same") == "0")
        #expect(try Self.lookup(Fixture.set(unusable, usable), "same") == "1")
        #expect(try Self.lookup(Fixture.set(unusable, unusable), "same") == "unusable")
        // A third entry of other material spoils both, wherever it stands.
        let other = Self.b.named("same").publicJWK
        for entries in [[unusable, usable, other], [other, unusable, usable], [unusable, other, usable]] {
            #expect(try Self.lookup(Fixture.set(entries[0], entries[1], entries[2]), "same") == "unusable")
        }
    }

    @Test func `Without an identifier exactly one usable key is a candidate`() throws {
        let (a, b) = (Self.a.publicJWK, Self.b.publicJWK)
        #expect(try Fixture.set(a).storage.onlyCandidate == 0)
        #expect(try Fixture.set(a.with("kid", nil)).storage.onlyCandidate == 0)
        #expect(try Fixture.set(b.with("use", .string("enc")), a).storage.onlyCandidate == 1)
        #expect(try Fixture.set(["kty": .string("RSA")], a, ["kty": .string("oct")]).storage.onlyCandidate == 1)
        #expect(try Fixture.set(a, b).storage.onlyCandidate == nil)
        #expect(try Fixture.set(a.with("kid", nil), b.with("kid", nil)).storage.onlyCandidate == nil)
        #expect(try Fixture.set(a.with("use", .string("enc"))).storage.onlyCandidate == nil)
    }

    @Test func `One key under two names, or twice under one, is one candidate`() throws {
        let a = Self.a.publicJWK
        #expect(try Fixture.set(a, a).storage.onlyCandidate == 0)
        #expect(try Fixture.set(a, a.with("kid", .string("two"))).storage.onlyCandidate == 0)
    }

    @Test func `Keys of an ambiguous identifier are no candidates, as they are not usable`() throws {
        let (a, b) = (Self.a.named("same").publicJWK, Self.b.named("same").publicJWK)
        let rsa: JSONMembers = ["kty": .string("RSA"), "kid": .string("same")]
        #expect(try Fixture.set(a, b).storage.onlyCandidate == nil)
        #expect(try Fixture.set(a, rsa).storage.onlyCandidate == nil)
        #expect(try Fixture.set(rsa, a).storage.onlyCandidate == nil)
    }
}
