import IDTokenTesting

@testable import IDTokenCore

/// One signature to be judged, and what arithmetic says about it where that is known.
struct SignatureCase {
    var key: EngineKey
    var digest: SHA256Digest
    var signature: [UInt8]
    var isValid: Bool?
}

/// A public key with its table.
final class EngineKey: Sendable {
    let publicKey: ES256PublicKey
    let table: FixedBaseTable

    init(x: [UInt8], y: [UInt8]) throws {
        guard let key = ES256PublicKey(x: x, y: y), let table = FixedBaseTable(for: key) else {
            throw Fixture.FixtureError.noKey
        }
        (publicKey, self.table) = (key, table)
    }

    convenience init(_ key: TestSigningKey) throws {
        try self.init(x: key.x, y: key.y)
    }

    convenience init(_ point: P256.Point) throws {
        try self.init(x: point.x, y: point.y)
    }
}

/// Judges signatures by each engine as the product does: the range first, then the engine.
enum BothEngines {
    static func reference(_ cases: [SignatureCase]) -> [Bool] {
        let verifier = ES256ReferenceVerifier()
        return cases.map { item in
            let signature = item.signature
            return ES256Signature.isInRange(signature.span.octets)
                && verifier.verify(signature.span.octets, of: item.digest, by: item.key.publicKey)
        }
    }

    /// Judges by batches of these sizes in turn.
    static func accelerated(_ cases: [SignatureCase], sizes: [Int] = [1, 64, 2, 17, 63]) throws -> [Bool] {
        guard let verifier = ES256AcceleratedVerifier() else { throw Fixture.FixtureError.noKey }
        var results = [Bool](repeating: false, count: cases.count)
        var waiting: [Int] = []
        var round = 0
        func finish() {
            verifier.verifyAll()
            for (slot, index) in waiting.enumerated() { results[index] = verifier.verdicts[slot] }
            waiting.removeAll()
            round += 1
        }
        for (index, item) in cases.enumerated() {
            let signature = item.signature
            guard ES256Signature.isInRange(signature.span.octets) else { continue }
            verifier.add(signature.span.octets, of: item.digest, by: item.key.table)
            waiting.append(index)
            if waiting.count == min(sizes[round % sizes.count], ES256AcceleratedVerifier.capacity) { finish() }
        }
        finish()
        return results
    }

    /// The first case that the engines judge differently or wrongly.
    static func disagreement(_ cases: [SignatureCase]) throws -> String? {
        let (reference, accelerated) = (reference(cases), try accelerated(cases))
        for (index, item) in cases.enumerated() {
            let isRight = item.isValid.map { $0 == reference[index] } ?? true
            guard reference[index] == accelerated[index], isRight else {
                return "case \(index): reference \(reference[index]), accelerated \(accelerated[index]), "
                    + "arithmetic \(item.isValid.map(String.init) ?? "-"), signature \(item.signature)"
            }
        }
        return nil
    }
}

extension SHA256Digest {
    /// A digest of chosen bytes, which no message is known for.
    static func chosen(_ bytes: [UInt8]) -> SHA256Digest {
        var storage = InlineArray<32, UInt8>(repeating: 0)
        for index in 0..<32 { storage[index] = bytes[index] }
        // Safe: a digest is its 32 bytes and nothing else.
        return unsafe unsafeBitCast(storage, to: SHA256Digest.self)
    }
}

/// Bytes written as hexadecimal digits.
func hexadecimal(_ digits: String) -> [UInt8] {
    let values = digits.compactMap(\.hexDigitValue)
    return stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
}

/// A small number in 32 bytes.
func scalar(_ value: UInt64) -> [UInt8] {
    [UInt8](repeating: 0, count: 24) + (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * $0)) }
}
