import IDTokenTesting
import Testing

@testable import IDTokenCore

/// Both ES256 engines on random signatures, whole and damaged, and on known answers.
@Suite struct ES256EnginesTests {
    private static let sampleKey = (
        x: hexadecimal("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"),
        y: hexadecimal("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
    )

    @Test func `The signatures of RFC 6979 A-2-5 verify, each for its own message alone`() throws {
        let key = try EngineKey(x: Self.sampleKey.x, y: Self.sampleKey.y)
        let sample = hexadecimal(
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
        )
        let test = hexadecimal(
            "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
        )
        var cases: [SignatureCase] = []
        for (signature, own) in [(sample, "sample"), (test, "test")] {
            for message in ["sample", "test", "", "sample "] {
                let digest = SHA256Digest.of(Array(message.utf8))
                cases.append(SignatureCase(key: key, digest: digest, signature: signature, isValid: message == own))
            }
        }
        #expect(try BothEngines.disagreement(cases) == nil)
    }

    @Test func `Random signatures of many keys in one batch, whole and damaged, are judged alike and rightly`() throws {
        let signers = (0..<12).map { TestSigningKey(seed: "engine \($0)") }
        let keys = try signers.map { try EngineKey($0) }
        var random = SeededGenerator(0xEC)
        let rounds = Scale.count(12, full: 2500)
        for round in 0..<rounds {
            var cases: [SignatureCase] = []
            for _ in 0..<100 {
                let signer = Int.random(in: 0..<keys.count, using: &random)
                let message = random.bytes(Int.random(in: 0...80, using: &random))
                let signature = signers[signer].signature(of: message)
                let whole = SignatureCase(
                    key: keys[signer],
                    digest: SHA256Digest.of(message),
                    signature: signature,
                    isValid: true
                )
                cases.append(whole)
                for _ in 0..<3 { cases.append(Self.damaged(whole, keys: keys, &random)) }
            }
            cases.shuffle(using: &random)
            if let disagreement = try BothEngines.disagreement(cases) {
                Issue.record("round \(round), \(disagreement)")
                return
            }
        }
    }

    private static func damaged(
        _ whole: SignatureCase,
        keys: [EngineKey],
        _ random: inout SeededGenerator
    ) -> SignatureCase {
        var damaged = whole
        damaged.isValid = false
        let (r, s) = (Array(whole.signature[..<32]), Array(whole.signature[32...]))
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            damaged.signature[Int.random(in: 0..<32, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1:
            damaged.signature[Int.random(in: 32..<64, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: damaged.digest = SHA256Digest.of(random.bytes(8))
        case 3: damaged.signature = s + r
        case 4: damaged.signature = P256.difference(P256.order, r) + s
        case 5: damaged.signature = random.bytes(64)
        case 6: damaged.key = keys.first { $0 !== whole.key } ?? whole.key
        default:
            // The twin, which is as valid.
            damaged.signature = r + P256.difference(P256.order, s)
            damaged.isValid = true
        }
        return damaged
    }

    @Test func `One bad signature anywhere in a batch spoils no other`() throws {
        let signer = TestSigningKey(seed: "neighbours")
        let key = try EngineKey(signer)
        let signature = signer.signature(of: [1])
        let good = SignatureCase(key: key, digest: SHA256Digest.of([1]), signature: signature, isValid: true)
        var bad = good
        bad.signature[40] ^= 1
        bad.isValid = false
        for place in [0, 1, 31, 62, 63] {
            var cases = [SignatureCase](repeating: good, count: 64)
            cases[place] = bad
            let verdicts = try BothEngines.accelerated(cases, sizes: [64])
            #expect(verdicts.indices.allSatisfy { verdicts[$0] == ($0 != place) })
        }
        #expect(try BothEngines.accelerated([SignatureCase](repeating: bad, count: 64), sizes: [64]).allSatisfy { !$0 })
    }

    @Test func `A verifier that is used again remembers nothing of the batch before`() throws {
        let (a, b) = (TestSigningKey(seed: "a"), TestSigningKey(seed: "b"))
        let (keyA, keyB) = (try EngineKey(a), try EngineKey(b))
        let digest = SHA256Digest.of([7])
        let (byA, byB) = (a.signature(of: [7]), b.signature(of: [7]))
        var cases: [SignatureCase] = []
        for _ in 0..<20 {
            cases.append(SignatureCase(key: keyA, digest: digest, signature: byA, isValid: true))
            cases.append(SignatureCase(key: keyB, digest: digest, signature: byA, isValid: false))
            cases.append(SignatureCase(key: keyB, digest: digest, signature: byB, isValid: true))
            cases.append(SignatureCase(key: keyA, digest: digest, signature: byB, isValid: false))
        }
        #expect(try BothEngines.disagreement(cases) == nil)
    }
}
