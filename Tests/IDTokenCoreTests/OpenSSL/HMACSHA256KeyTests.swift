import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct HMACSHA256KeyTests {
    private static func code(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        HMACSHA256Key(key.span).authenticationCode(of: message.span.octets).bytes
    }

    private static let vectors: [([UInt8], [UInt8], String)] = [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            Array(1...25), [UInt8](repeating: 0xCD, count: 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8
            ),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test func `The vectors of RFC 4231 come out`() {
        for (key, message, code) in Self.vectors { #expect(Self.code(key, message) == hexadecimal(code)) }
    }

    @Test func `Keys and messages of every length around the block size agree with another implementation`() {
        var random = SeededGenerator(0x4AC)
        for keyLength in [0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 100, 127, 128, 129, 1000] {
            for messageLength in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 500] {
                let (key, message) = (random.bytes(keyLength), random.bytes(messageLength))
                #expect(Self.code(key, message) == Digests.hmacSHA256(key: key, message))
            }
        }
    }

    @Test func `A key is used again and gives the same code, and one made of its bytes too`() {
        let bytes = Array("secret".utf8)
        let message = Array("message".utf8)
        let key = HMACSHA256Key(bytes.span)
        let codes = (0..<3).map { _ in key.authenticationCode(of: message.span.octets).bytes }
        #expect(Set(codes + [Self.code(bytes, message)]).count == 1)
    }

    @Test func `Only the whole code of this key and message verifies`() {
        let bytes = Array("secret".utf8)
        let message = Array("message".utf8)
        let key = HMACSHA256Key(bytes.span)
        let code = Self.code(bytes, message)
        func verifies(_ code: [UInt8], _ message: [UInt8]) -> Bool {
            key.verify(code.span.octets, for: message.span.octets)
        }
        #expect(verifies(code, message))
        #expect(!verifies(code, message + [0]))
        #expect(!verifies(code, []))
        for count in 0..<32 { #expect(!verifies(Array(code[..<count]), message)) }
        #expect(!verifies(code + [0], message))
        #expect(!verifies(code + code, message))
        for bit in 0..<256 {
            var flipped = code
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!verifies(flipped, message))
        }
    }
}
