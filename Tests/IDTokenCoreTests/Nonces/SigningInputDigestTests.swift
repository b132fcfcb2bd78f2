import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct SigningInputDigestTests {
    @Test func `The signature does not count, and everything before it does`() {
        let digest = SigningInputDigest(of: "header.payload.signature")
        #expect(digest == SigningInputDigest(of: "header.payload.another"))
        #expect(digest == SigningInputDigest(of: Array("header.payload.".utf8)))
        #expect(digest.bytes == Digests.sha256(Array("header.payload".utf8)))
        for other in ["header.payloae.signature", "Header.payload.signature", "header.payload.x.signature", "header"] {
            #expect(digest != SigningInputDigest(of: other))
        }
    }

    @Test(arguments: ["", ".", "..", "a", "a.", ".a", "é.😀"])
    func `A text that is no token has a digest all the same`(_ text: String) {
        let end = text.utf8.lastIndex(of: UInt8(ascii: ".")) ?? text.utf8.endIndex
        #expect(SigningInputDigest(of: text).bytes == Digests.sha256(Array(text.utf8[..<end])))
    }
}
