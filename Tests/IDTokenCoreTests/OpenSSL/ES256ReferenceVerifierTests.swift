import COpenSSL
import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct ES256ReferenceVerifierTests {
    /// DER of r ‖ s as X.690 §8.3 says it, without regard to speed.
    private static func naive(_ signature: [UInt8]) -> [UInt8] {
        func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            var content = Array(bytes.drop { $0 == 0 })
            if content.isEmpty { content = [0] }
            if content[0] >= 0x80 { content.insert(0, at: 0) }
            return [0x02, UInt8(content.count)] + content
        }
        let content = integer(signature[..<32]) + integer(signature[32...])
        return [0x30, UInt8(content.count)] + content
    }

    private static func encoded(_ signature: [UInt8]) -> [UInt8] {
        var der = DERSignature(signature.span.octets)
        return unsafe der.withBytes { unsafe Array($0) }
    }

    @Test func `DER is the shortest for numbers of every length, with and without a top bit`() {
        var random = SeededGenerator(0xDE)
        for leftLength in 0...32 {
            for rightLength in 0...32 {
                for first: UInt8 in [0x01, 0x7F, 0x80, 0xFF] {
                    let number = { (length: Int) in
                        [UInt8](repeating: 0, count: 32 - length)
                            + (length == 0 ? [] : [first] + random.bytes(length - 1))
                    }
                    let signature = number(leftLength) + number(rightLength)
                    guard Self.encoded(signature) == Self.naive(signature) else {
                        Issue.record("\(signature)")
                        return
                    }
                }
            }
        }
    }

    @Test func `A context belongs to one key for good, however keys take turns in its slot`() throws {
        // Far more keys than contexts are kept, so that every slot changes its key several times.
        let signers = (0..<200).map { TestSigningKey(seed: "slot \($0)") }
        let keys = try signers.map { try Fixture.publicKey($0) }
        let verifier = ES256ReferenceVerifier()
        let digest = SHA256Digest.of([1])
        let signatures = signers.map { $0.signature(of: [1]) }
        var random = SeededGenerator(64)
        for _ in 0..<1500 {
            let (signer, key) = (Int.random(in: 0..<200, using: &random), Int.random(in: 0..<200, using: &random))
            let isOwn = random.oneIn(2)
            let signature = signatures[isOwn ? key : signer]
            let isVerified = verifier.verify(signature.span.octets, of: digest, by: keys[key])
            guard isVerified == (isOwn || signer == key) else {
                Issue.record("a signature by key \(signer) was \(isVerified) for key \(key)")
                return
            }
        }
    }

    @Test func `A key that is freed and another made in its place do not share a context`() throws {
        let verifier = ES256ReferenceVerifier()
        let digest = SHA256Digest.of([2])
        for index in 0..<300 {
            let signer = TestSigningKey(seed: "turn \(index % 7)")
            let other = TestSigningKey(seed: "turn \((index + 1) % 7)").signature(of: [2])
            let own = signer.signature(of: [2])
            let key = try Fixture.publicKey(signer)
            let (isOwn, isOther) = (
                verifier.verify(own.span.octets, of: digest, by: key),
                verifier.verify(other.span.octets, of: digest, by: key)
            )
            #expect(isOwn)
            #expect(!isOther)
        }
    }

    @Test func `A verifier that has judged by a key does not keep the key and its table alive`() throws {
        final class Weak {
            weak var key: ES256PublicKey?
            weak var table: FixedBaseTable?
        }
        let (weak, verifier) = (Weak(), ES256ReferenceVerifier())
        do {
            let signer = TestSigningKey(seed: "goes")
            let key = try Fixture.publicKey(signer)
            let signature = signer.signature(of: [3])
            let isVerified = verifier.verify(signature.span.octets, of: SHA256Digest.of([3]), by: key)
            #expect(isVerified)
            (weak.key, weak.table) = (key, TableBuilder.shared.build(key, isForced: true))
            #expect(weak.table != nil)
        }
        #expect(weak.key == nil)
        #expect(weak.table == nil)
    }

    @Test func `No failed verification leaves an error in the thread's queue, by either engine`() throws {
        let signer = TestSigningKey(seed: "queue")
        let key = try EngineKey(signer)
        let accelerated = try #require(ES256AcceleratedVerifier())
        let reference = ES256ReferenceVerifier()
        for isQueueEmpty in [true, false] {
            for signature in [scalar(1) + scalar(1), signer.signature(of: [5]), signer.signature(of: [4])] {
                for byReference in [true, false] {
                    ERR_clear_error()
                    // What somebody else has left there must not decide.
                    if !isQueueEmpty { _ = unsafe EC_GROUP_new_by_curve_name(-1) }
                    let digest = SHA256Digest.of([5])
                    let isVerified =
                        byReference
                        ? reference.verify(signature.span.octets, of: digest, by: key.publicKey)
                        : accelerated.verify(signature.span.octets, of: digest, by: key.table)
                    #expect(isVerified == (signature == signer.signature(of: [5])))
                    if isQueueEmpty || !isVerified { #expect(ERR_peek_error() == 0) }
                }
            }
        }
        ERR_clear_error()
    }
}
