import IDTokenCore
import IDTokenTesting

/// Key sets as they are found: odd entries beside the good one, ambiguous names, coordinates of every kind (RFC 7517,
/// RFC 7518 §6.2).
enum KeySetVectors {
    private static let primary = FixedKeys.primary
    private static let kid = primary.keyIdentifier

    static func group() -> VectorGroup {
        var group = VectorGroup(
            "keys",
            about: "odd entries, purposes, coordinates, ambiguous names, tokens without kid, and what is no key set"
        )
        addOddNeighbours(&group)
        addUnusable(&group)
        addPurposes(&group)
        addCoordinates(&group)
        addNames(&group)
        addWithoutName(&group)
        addNoKeySet(&group)
        return group
    }

    /// One odd entry never sinks a set.
    private static func addOddNeighbours(_ group: inout VectorGroup) {
        for kind in FixedKeys.OtherKind.allCases {
            group.accept("beside-\(kind)", "a good key beside one of another kind (\(kind))") {
                $0.keys = FixedKeys.set([FixedKeys.other(kind, named: "other").value, primary.publicJWK.value])
            }
            group.accept("beside-\(kind)-unnamed", "a token without kid, one good key beside one of another kind") {
                $0.keys = FixedKeys.set([FixedKeys.other(kind, named: "other").value, primary.publicJWK.value])
                $0.header["kid"] = nil
            }
            group.refuse("names-\(kind)", .keyMismatch, "kid names a key of another kind (\(kind))") {
                $0.keys = FixedKeys.set([FixedKeys.other(kind, named: "other").value, primary.publicJWK.value])
                $0.header["kid"] = .string("other")
            }
        }
        group.accept("beside-no-objects", "entries that are no objects") {
            $0.keys = FixedKeys.set([
                .null, .number("1"), .string("key"), .array([]), .object([]), .bool(true), primary.publicJWK.value,
            ])
        }
        group.accept("beside-broken", "an entry with every member of the wrong type") {
            let names = ["kty", "crv", "x", "y", "kid", "alg", "use", "key_ops"]
            let broken = JSONMembers(names.map { JSONObjectMember(name: $0, value: .number("1")) })
            $0.keys = FixedKeys.set([broken.value, primary.publicJWK.value])
        }
        group.accept("unknown-members", "members that nobody knows in the entry, as LINE has them") { draft in
            draft.key { entry in
                entry["xvalue"] = .number("1234567890123456789012345678901234567890")
                entry["yvalue"] = .number("9")
                entry["x5c"] = .array([.string("MIIB")])
            }
        }
        group.accept("unknown-set-members", "members that nobody knows beside keys") {
            var set: JSONMembers = ["issued": .number("1"), "keys": .array([primary.publicJWK.value])]
            set["next"] = .object([])
            $0.keys = set.value
        }
        group.accept("many-keys", "the last of 40 keys") {
            let others = (0..<39).map { FixedKeys.key("many/\($0)").publicJWK.value }
            $0.keys = FixedKeys.set(others + [primary.publicJWK.value])
        }
        group.accept("private-member", "a private member in the entry is not looked at") { draft in
            draft.key { $0["d"] = .string(Base64URL.encode(FixedKeys.filler("d", count: 32))) }
        }
    }

    /// The entry is found by its name and cannot be used.
    private static func addUnusable(_ group: inout VectorGroup) {
        let changes: [(id: String, comment: String, name: String, value: JSONValue?)] = [
            ("kty-missing", "no kty", "kty", nil), ("kty-lower", "kty is ec", "kty", .string("ec")),
            ("kty-number", "kty is a number", "kty", .number("1")),
            ("kty-rsa", "kty is RSA over x and y", "kty", .string("RSA")),
            ("crv-missing", "no crv", "crv", nil), ("crv-lower", "crv is p-256", "crv", .string("p-256")),
            ("crv-384", "crv is P-384 over coordinates of P-256", "crv", .string("P-384")),
            ("crv-256k", "crv is secp256k1 over coordinates of P-256", "crv", .string("secp256k1")),
            ("crv-null", "crv is null", "crv", .null),
            ("alg-384", "alg is ES384", "alg", .string("ES384")),
            ("alg-hs256", "alg is HS256", "alg", .string("HS256")),
            ("alg-none", "alg is none", "alg", .string("none")),
            ("alg-ecdh", "alg is ECDH-ES", "alg", .string("ECDH-ES")),
            ("alg-lower", "alg is es256", "alg", .string("es256")),
            ("alg-number", "alg is a number", "alg", .number("256")),
            ("use-enc", "use is enc", "use", .string("enc")), ("use-upper", "use is SIG", "use", .string("SIG")),
            ("use-empty", "use is empty", "use", .string("")),
            ("use-array", "use is an array", "use", .array([.string("sig")])),
            ("x-missing", "no x", "x", nil), ("y-missing", "no y", "y", nil),
            ("x-number", "x is a number", "x", .number("1")), ("y-null", "y is null", "y", .null),
        ]
        for change in changes {
            group.refuse("key-\(change.id)", .keyMismatch, "the key's \(change.comment)") { draft in
                draft.key { $0[change.name] = change.value }
            }
        }
        group.refuse("key-member-twice", .keyMismatch, "the entry names x twice, with the same value") { draft in
            draft.key { entry in
                if let x = entry["x"] { entry.members.append(JSONObjectMember(name: "x", value: x)) }
            }
        }
        group.refuse("key-use-twice", .keyMismatch, "the entry says use twice, sig and enc") { draft in
            draft.key { $0.members.append(JSONObjectMember(name: "use", value: .string("enc"))) }
        }
        group.refuse(
            "key-unusable-without-name",
            .unknownKey,
            "the one key is for encryption, and the token has no kid"
        ) { draft in
            draft.key { $0["use"] = .string("enc") }
            draft.header["kid"] = nil
        }
    }

    private static func addPurposes(_ group: inout VectorGroup) {
        for (index, operations) in [["verify"], ["verify", "sign"], ["encrypt", "verify"]].enumerated() {
            group.accept("key-ops-good-\(index + 1)", "key_ops is \(operations)") { draft in
                draft.key { $0["key_ops"] = .array(operations.map { .string($0) }) }
            }
        }
        for (index, operations) in [["sign"], [], ["encrypt", "decrypt"], ["Verify"], ["verify "]].enumerated() {
            group.refuse("key-ops-bad-\(index + 1)", .keyMismatch, "key_ops is \(operations)") { draft in
                draft.key { $0["key_ops"] = .array(operations.map { .string($0) }) }
            }
        }
        for (id, value) in [
            ("string", JSONValue.string("verify")), ("null", .null),
            ("mixed", .array([.string("verify"), .number("1")])),
        ] {
            group.refuse("key-ops-\(id)", .keyMismatch, "key_ops is \(value.text), no array of strings") { draft in
                draft.key { $0["key_ops"] = value }
            }
        }
        group.accept("key-plain", "an entry without alg, use and key_ops is bound by kty and crv") { draft in
            draft.key { entry in
                entry["alg"] = nil
                entry["use"] = nil
            }
        }
    }

    private static func addCoordinates(_ group: inout VectorGroup) {
        let (x, y) = (primary.x, primary.y)
        func encoded(_ bytes: [UInt8]) -> JSONValue { .string(Base64URL.encode(bytes)) }
        let good: [(id: String, comment: String, x: [UInt8], y: [UInt8])] = [
            ("x-33", "x of 33 bytes, the first one zero", [0] + x, y),
            ("y-33", "y of 33 bytes, the first one zero", x, [0] + y),
            (
                "both-40", "x and y of 40 bytes, the first eight zero",
                [UInt8](repeating: 0, count: 8) + x, [UInt8](repeating: 0, count: 8) + y
            ),
        ]
        for point in good {
            group.accept("coordinates-\(point.id)", point.comment) { draft in
                draft.key { ($0["x"], $0["y"]) = (encoded(point.x), encoded(point.y)) }
            }
        }
        var offCurve = y
        offCurve[31] ^= 1
        let zeros = [UInt8](repeating: 0, count: 32)
        let small = smallPoint()
        let bad: [(id: String, comment: String, x: [UInt8], y: [UInt8])] = [
            ("x-33-one", "x of 33 bytes, the first one not zero", [1] + x, y),
            ("y-33-one", "y of 33 bytes, the first one not zero", x, [1] + y),
            ("x-33-behind", "x of 33 bytes, a zero behind", x + [0], y),
            ("x-31", "x of 31 bytes", Array(x.dropFirst()), y), ("y-31", "y of 31 bytes", x, Array(y.dropFirst())),
            ("x-empty", "x is empty", [], y), ("y-empty", "y is empty", x, []),
            ("x-64", "x holds both coordinates", x + y, y),
            ("off-curve", "a point off the curve: the last bit of y is another", x, offCurve),
            ("swapped", "x and y swapped", y, x), ("zeros", "both zero", zeros, zeros),
            ("x-is-p", "x is p", P256.prime, y), ("y-is-p", "y is p", x, P256.prime),
            ("largest", "both 2^256 − 1", [UInt8](repeating: 0xFF, count: 32), [UInt8](repeating: 0xFF, count: 32)),
            (
                "x-plus-p", "x is p more than that of a point: equal modulo p, and refused",
                P256.sum(small.x, P256.prime), small.y
            ),
            ("compressed", "x holds a compressed point of 33 bytes", [2] + x, y),
        ]
        for point in bad {
            group.refuse("coordinates-\(point.id)", .keyMismatch, point.comment) { draft in
                draft.key { ($0["x"], $0["y"]) = (encoded(point.x), encoded(point.y)) }
            }
        }
        let text = Base64URL.encode(x)
        let spellings: [(id: String, comment: String, x: String)] = [
            ("padded", "x with padding", text + "="), ("space", "x with a space", text + " "),
            ("plus", "x with a + of plain base64", "+" + text.dropFirst()), ("hex", "x in hexadecimal", hexadecimal(x)),
            ("spare", "x with spare bits that are not zero", withSpareBit(text)),
        ]
        for spelling in spellings {
            group.refuse("coordinates-x-\(spelling.id)", .keyMismatch, spelling.comment) { draft in
                draft.key { $0["x"] = .string(spelling.x) }
            }
        }
        group.refuse("coordinates-negated", .invalidSignature, "the point −Q in place of Q is another key") { draft in
            draft.key { $0["y"] = encoded(P256.difference(P256.prime, y)) }
        }
        group.refuse("coordinates-other-key", .invalidSignature, "another key under the name of the signing one") {
            draft in
            draft.keys = FixedKeys.set(FixedKeys.second.named(kid))
        }
    }

    private static func addNames(_ group: inout VectorGroup) {
        let renamed = FixedKeys.second.named(kid)
        group.refuse("ambiguous-first", .keyMismatch, "two different keys of one name, the signing one first") {
            $0.keys = FixedKeys.set(primary, renamed)
        }
        group.refuse("ambiguous-last", .keyMismatch, "two different keys of one name, the signing one last") {
            $0.keys = FixedKeys.set(renamed, primary)
        }
        group.refuse("ambiguous-kinds", .keyMismatch, "an RSA key of the same name") {
            $0.keys = FixedKeys.set([FixedKeys.other(.rsa, named: kid).value, primary.publicJWK.value])
        }
        group.refuse("ambiguous-kinds-last", .keyMismatch, "an oct key of the same name behind it") {
            $0.keys = FixedKeys.set([primary.publicJWK.value, FixedKeys.other(.oct, named: kid).value])
        }
        group.refuse("ambiguous-three", .keyMismatch, "the key twice, and another key of the same name") {
            $0.keys = FixedKeys.set(primary, primary, renamed)
        }
        group.accept("ambiguous-others", "two other keys share a name: that name alone is spoilt") {
            $0.keys = FixedKeys.set(FixedKeys.second.named("a"), FixedKeys.third.named("a"), primary)
        }
        group.accept("same-key-twice", "the same key twice under one name") {
            $0.keys = FixedKeys.set(primary, primary)
        }
        group.accept("same-key-two-spellings", "the same key twice under one name, x once of 33 bytes") {
            var other = primary.publicJWK
            other["x"] = .string(Base64URL.encode([0] + primary.x))
            $0.keys = FixedKeys.set([other.value, primary.publicJWK.value])
        }
        group.accept("same-key-two-names", "the same key under two names") {
            $0.keys = FixedKeys.set(primary.named("a"), primary)
        }
        group.leaveOpen("same-key-two-uses", [.keyMismatch], "the same key twice under one name, once for encryption") {
            var other = primary.publicJWK
            other["use"] = .string("enc")
            $0.keys = FixedKeys.set([other.value, primary.publicJWK.value])
        }
        group.refuse(
            "kid-number-in-set",
            .unknownKey,
            "the key's name is a number in the set and a string in the token"
        ) { draft in
            draft.key { $0["kid"] = .number("1") }
            draft.header["kid"] = .string("1")
        }
        group.refuse("kid-only-in-token", .unknownKey, "the token has a kid and the one key of the set has none") {
            draft in
            draft.key { $0["kid"] = nil }
        }
        group.refuse("signed-by-other-of-set", .invalidSignature, "signed by one key of the set and naming another") {
            $0.keys = FixedKeys.set(primary, FixedKeys.second)
            $0.forge(by: FixedKeys.second)
        }
    }

    private static func addWithoutName(_ group: inout VectorGroup) {
        func unnamed(_ keys: JSONValue) -> (inout TokenDraft) -> Void {
            { draft in
                draft.keys = keys
                draft.header["kid"] = nil
            }
        }
        var nameless = primary.publicJWK
        nameless["kid"] = nil
        group.accept("no-kid-one-key", "no kid and one key", unnamed(FixedKeys.set(primary)))
        group.accept("no-kid-nameless-key", "neither token nor key has a kid", unnamed(FixedKeys.set([nameless.value])))
        group.refuse(
            "no-kid-two-keys",
            .unknownKey,
            "no kid and two keys",
            unnamed(FixedKeys.set(primary, FixedKeys.second))
        )
        group.refuse(
            "no-kid-two-nameless-keys",
            .unknownKey,
            "no kid, and a nameless key beside a named one",
            unnamed(
                FixedKeys.set([nameless.value, FixedKeys.second.publicJWK.value])
            )
        )
        group.refuse(
            "no-kid-no-usable-key",
            .unknownKey,
            "no kid and no ES256 key",
            unnamed(
                FixedKeys.set([FixedKeys.other(.rsa, named: "a").value, FixedKeys.other(.oct, named: "b").value])
            )
        )
        group.refuse(
            "no-kid-ambiguous",
            .unknownKey,
            "no kid and two different keys of one name",
            unnamed(
                FixedKeys.set(primary, FixedKeys.second.named(kid))
            )
        )
        group.refuse(
            "no-kid-ambiguous-kinds",
            [.unknownKey, .keyMismatch],
            "no kid, and an RSA key of the one key's name",
            unnamed(
                FixedKeys.set([primary.publicJWK.value, FixedKeys.other(.rsa, named: kid).value])
            )
        )
        group.leaveOpen(
            "no-kid-same-key-twice",
            [.unknownKey],
            "no kid and the same key twice",
            unnamed(
                FixedKeys.set(primary, primary)
            )
        )
        group.refuse("no-kid-other-key", .invalidSignature, "no kid, one key, and another one signed") {
            $0.forge(by: FixedKeys.attacker)
            $0.header["kid"] = nil
        }
        group.refuse("set-empty", .unknownKey, "a set without keys", { $0.keys = FixedKeys.set([]) })
        group.refuse(
            "set-empty-no-kid",
            .unknownKey,
            "a set without keys and a token without kid",
            unnamed(FixedKeys.set([]))
        )
    }

    /// What cannot be configured counts as a refusal with the code of that.
    private static func addNoKeySet(_ group: inout VectorGroup) {
        let sets: [(id: String, comment: String, value: JSONValue)] = [
            ("no-keys", "an object without keys", .object([])),
            ("keys-object", "keys is an object", JSONMembers(dictionaryLiteral: ("keys", .object([]))).value),
            ("keys-null", "keys is null", JSONMembers(dictionaryLiteral: ("keys", .null)).value),
            ("keys-string", "keys is a string", JSONMembers(dictionaryLiteral: ("keys", .string("[]"))).value),
            ("array", "an array of keys in place of a set", .array([primary.publicJWK.value])),
            ("single-key", "one JWK in place of a set", primary.publicJWK.value),
            (
                "keys-twice", "keys twice",
                .object([
                    JSONObjectMember(name: "keys", value: .array([primary.publicJWK.value])),
                    JSONObjectMember(name: "keys", value: .array([FixedKeys.attacker.publicJWK.value])),
                ])
            ),
        ]
        for set in sets {
            group.refuse("no-set-\(set.id)", .invalidKey, "what is configured is no JWK Set: \(set.comment)") {
                $0.keys = set.value
            }
        }
    }

    /// The point of the smallest x, so that x + p still fits into 32 bytes.
    private static func smallPoint() -> P256.Point {
        for candidate in UInt8(1)...255 {
            let x = [UInt8](repeating: 0, count: 31) + [candidate]
            if let point = P256.point(x: x, isYOdd: false) { return point }
        }
        return P256.generator
    }

    /// 32 bytes end in a letter with two spare bits.
    private static func withSpareBit(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let bits = text.last.flatMap { alphabet.firstIndex(of: $0) } ?? 0
        return text.dropLast() + String(alphabet[bits + 1])
    }
}

extension TokenDraft {
    /// Changes the one entry of the key set.
    fileprivate mutating func key(_ change: (inout JSONMembers) -> Void) {
        var entry = FixedKeys.primary.publicJWK
        change(&entry)
        keys = FixedKeys.set([entry.value])
    }
}
