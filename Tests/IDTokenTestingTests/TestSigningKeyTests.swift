import IDTokenCore
import IDTokenTesting
import Testing

struct TestSigningKeyTests {
    private let published = try? TestSigningKey(
        privateScalar: bytes("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
    )

    @Test func `The public key of RFC 6979 A.2.5 is found`() throws {
        let key = try #require(published)
        #expect(key.x == bytes("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"))
        #expect(key.y == bytes("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"))
    }

    @Test(arguments: [
        (
            "sample",
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
        ),
        (
            "test",
            "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
        ),
    ])
    func `The signatures of RFC 6979 A.2.5 are reproduced`(message: String, signature: String) throws {
        let key = try #require(published)
        #expect(key.signature(of: Array(message.utf8)) == bytes(signature))
    }

    @Test(arguments: [
        [], [1], [UInt8](repeating: 0, count: 32), P256.order, P256.sum(P256.order, [1]),
        [UInt8](repeating: 0xFF, count: 32), [UInt8](repeating: 1, count: 33),
    ])
    func `A scalar that is not 32 bytes in 1 to n − 1 is refused`(scalar: [UInt8]) {
        #expect(throws: IDTokenError.self) { try TestSigningKey(privateScalar: scalar) }
    }

    @Test func `The scalars 1 and n − 1 give G and −G`() throws {
        var one = [UInt8](repeating: 0, count: 32)
        one[31] = 1
        let first = try TestSigningKey(privateScalar: one)
        let last = try TestSigningKey(privateScalar: P256.difference(P256.order, one))
        #expect(P256.Point(x: first.x, y: first.y) == P256.generator)
        #expect(P256.Point(x: last.x, y: last.y) == P256.negate(P256.generator))
    }

    @Test func `The same seed gives the same key and another seed another`() {
        #expect(TestSigningKey(seed: "a").x == TestSigningKey(seed: "a").x)
        #expect(TestSigningKey(seed: "a").x != TestSigningKey(seed: "b").x)
    }

    @Test func `The validator reads the published JWK and finds the same thumbprint`() throws {
        let key = TestSigningKey(seed: "a")
        let set = try JWKSet(parsing: #"{"keys":[\#(key.publicJWK.text)]}"#)
        #expect(set.keys.first?.unusability == nil)
        #expect(set.keys.first?.thumbprint == key.thumbprint)
        #expect(set.keys.first?.keyIdentifier == key.keyIdentifier)
        #expect(key.keyIdentifier.utf8.count == 64)
    }
}
