import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct ES256AcceleratedVerifierTests {
    private let message = Array("a signing input".utf8)

    @Test(arguments: [2, 3, 20])
    func `Signatures of keys in turn are judged each by its own, in the order of adding`(_ keyCount: Int) throws {
        let signers = (0..<keyCount).map { TestSigningKey(seed: "turn/\($0)") }
        let keys = try signers.map { try EngineKey($0) }
        let verifier = try #require(ES256AcceleratedVerifier())
        let digest = SHA256Digest.of(message)
        // Every fifth carries the signature of the next key.
        for index in 0..<ES256AcceleratedVerifier.capacity {
            let signer = signers[(index + (index % 5 == 4 ? 1 : 0)) % keyCount]
            let signature = signer.signature(of: message)
            verifier.add(signature.span.octets, of: digest, by: keys[index % keyCount].table)
        }
        #expect(verifier.count == ES256AcceleratedVerifier.capacity)
        verifier.verifyAll()
        #expect(verifier.count == 0)
        #expect(verifier.verdicts == (0..<ES256AcceleratedVerifier.capacity).map { $0 % 5 != 4 })
        withExtendedLifetime(keys) {}
    }

    @Test func `A batch leaves nothing behind for the next one`() throws {
        let signer = TestSigningKey(seed: "turn/0")
        let key = try EngineKey(signer)
        let verifier = try #require(ES256AcceleratedVerifier())
        let signature = signer.signature(of: message)
        let (good, other) = (SHA256Digest.of(message), SHA256Digest.of([1]))
        for _ in 0..<3 {
            let isGood = verifier.verify(signature.span.octets, of: good, by: key.table)
            let isOtherGood = verifier.verify(signature.span.octets, of: other, by: key.table)
            #expect(isGood && !isOtherGood)
        }
        verifier.verifyAll()
        #expect(verifier.count == 0)
    }
}
