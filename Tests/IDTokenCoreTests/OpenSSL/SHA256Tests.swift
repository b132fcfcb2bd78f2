import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct SHA256Tests {
    @Test func `The examples of FIPS 180 come out`() {
        let examples: [([UInt8], String)] = [
            ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                [UInt8](repeating: 0x61, count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ]
        for (message, digest) in examples { #expect(SHA256Digest.of(message).bytes == hexadecimal(digest)) }
    }

    @Test func `A message of any length, padded here, has the digest that OpenSSL's one call gives`() {
        var random = SeededGenerator(256)
        for length in 0..<400 {
            let message = random.bytes(length)
            #expect(SHA256Digest.of(message).bytes == Digests.sha256(message))
        }
    }

    @Test func `A state after one block can be continued again and again`() {
        var random = SeededGenerator(64)
        let block = random.bytes(64)
        var state = SHA256State()
        state.absorb(block.span.octets)
        for length in 0..<200 {
            let message = random.bytes(length)
            #expect(state.digest(appending: message.span.octets).bytes == Digests.sha256(block + message))
        }
    }

    @Test func `Digests are equal only if all their bytes are`() {
        let digest = SHA256Digest.of([1])
        #expect(digest == SHA256Digest.of([1]))
        for place in 0..<32 {
            var bytes = digest.bytes
            bytes[place] ^= 0x10
            #expect(SHA256Digest.chosen(bytes) != digest)
        }
    }
}
