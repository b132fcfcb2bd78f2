import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct JWKSetTests {
    @Test(
        arguments: [
            "", "null", "[]", "{}", "\"keys\"", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":\"\"}", "{\"Keys\":[]}",
            "{\"keys\":[]",
            "{\"keys\":[]}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[],\"\\u006beys\":[]}",
            "{\"a\":1,\"a\":2,\"keys\":[]}", "<html>",
            "[{\"kty\":\"EC\"}]", "{\"keys\":[,]}",
        ]
    )
    func `A text that is no JWK Set is refused`(_ text: String) {
        #expect(throws: IDTokenError.code(.invalidKey)) { try JWKSet(parsing: text) }
    }

    @Test func `Bytes that are not UTF-8 are refused`() {
        let bytes = Array(#"{"keys":[],"a":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        #expect(throws: IDTokenError.code(.invalidKey)) { try JWKSet(parsing: bytes) }
    }

    @Test func `An empty set is one, and other members of it are ignored`() throws {
        #expect(try JWKSet(parsing: #"{"keys":[]}"#).keys.isEmpty)
        #expect(
            try JWKSet(parsing: " {\"x\":{\"y\":[1]},\"keys\":[],\"é\":1,\"e\u{301}\":2,\"K\":1,\"\u{212A}\":2}\n").keys
                .isEmpty
        )
    }

    @Test func `One odd key never sinks the set, and all entries are kept in their order`() throws {
        let good = TestSigningKey(seed: "good", keyIdentifier: "good")
        let odd: [JSONMembers] = [
            ["kty": .string("AKP"), "kid": .string("pq"), "alg": .string("ML-DSA-44")], [:],
            good.publicJWK.with("kid", .number("1")),
        ]
        let set = try Fixture.set(odd[0], good.publicJWK, odd[1], odd[2])
        #expect(set.keys.map(\.isUsable) == [false, true, false, false])
        #expect(set.usableKeys.map(\.keyIdentifier) == ["good"])
    }

    @Test func `Each set has a generation that no other has, and a copy has the same`() throws {
        let text = #"{"keys":[]}"#
        let sets = try (0..<10).map { _ in try JWKSet(parsing: text) }
        #expect(Set(sets.map(\.generation)).count == 10)
        let copy = sets[0]
        #expect(copy.generation == sets[0].generation)
    }

    @Test func `Equal keys of an earlier set are taken over whatever their names, and others are not`() throws {
        let (a, b) = (TestSigningKey(seed: "a"), TestSigningKey(seed: "b"))
        let first = try Fixture.set(a.publicJWK)
        let second = try JWKSet(
            parsing: Fixture.keySet(b.publicJWK, a.named("renamed").publicJWK),
            reusing: first
        )
        #expect(second.keys[1].publicKey === first.keys[0].publicKey)
        #expect(second.keys[0].publicKey !== first.keys[0].publicKey)
        #expect(second.keys[0].publicKey?.coordinates == b.x + b.y)
        #expect(second.generation != first.generation)
    }

    @Test func `An unusable entry is not made usable by an earlier set that held its key`() throws {
        let key = TestSigningKey(seed: "a")
        let first = try Fixture.set(key.publicJWK)
        let second = try JWKSet(parsing: Fixture.keySet(key.publicJWK.with("use", .string("enc"))), reusing: first)
        #expect(second.usableKeys.isEmpty)
        #expect(second.keys[0].publicKey == nil)
    }

    @Test func `A damaged set is refused or read, and whatever is usable in it can be used`() throws {
        let keys = ["a", "b", "a"].map { (name: String) in TestSigningKey(seed: "damaged \(name)", keyIdentifier: name)
        }
        let rsa: JSONMembers = ["kty": .string("RSA"), "n": .string("AQ"), "e": .string("AQAB"), "kid": .string("r")]
        let operations = JSONValue.array([.string("verify")])
        let odd = [keys[2].publicJWK.with("kid", nil), rsa, keys[1].publicJWK.with("key_ops", operations)]
        let text = Array(Fixture.keySet(keys[0].publicJWK, keys[1].publicJWK, odd[0], odd[1], odd[2]).utf8)
        var writer = RandomJSON(seed: 7517)
        var (refusedCount, usableCount) = (0, 0)
        for _ in 0..<Scale.count(500, full: 200_000) {
            let damaged = writer.damaged(text)
            let value = try? JSONValue(parsing: damaged)
            let names = value?.objectValue?.map { Array($0.name.utf8) } ?? []
            let isSet = value?["keys"]?.arrayValue != nil && Set(names).count == names.count
            guard let set = try? JWKSet(parsing: damaged) else {
                refusedCount += 1
                #expect(!isSet)
                continue
            }
            #expect(isSet)
            #expect(set.keys.count == value?["keys"]?.arrayValue?.count)
            for (index, key) in set.keys.enumerated() {
                _ = key.unusability?.description
                guard key.isUsable else { continue }
                usableCount += 1
                #expect(key.publicKey?.coordinates.count == 64)
                guard let identifier = key.keyIdentifier else { continue }
                guard case .found(let place) = set.storage.lookup(identifier.utf8.span.octets),
                    set.keys[place].material == key.material
                else {
                    Issue.record("entry \(index) of \(String(decoding: damaged, as: UTF8.self)) is not found")
                    return
                }
            }
        }
        #expect(refusedCount > 100)
        #expect(usableCount > 200)
    }

    @Test func `A set behind a reference of its own is the same set`() throws {
        let set = try JWKSet(parsing: TestIssuer().keySet)
        let other = set.withOwnReference()
        #expect(other.storage !== set.storage)
        #expect(other.generation == set.generation)
        #expect(other.keys.map(\.thumbprint) == set.keys.map(\.thumbprint))
        for key in set.keys {
            let (first, second) = (set.key(for: key.keyIdentifier), other.key(for: key.keyIdentifier))
            #expect(first?.publicKey === second?.publicKey)
        }
    }
}
