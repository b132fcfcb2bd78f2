import Foundation
import Testing

@testable import IDTokenCore

/// The published vectors of the Wycheproof project, by both engines, where they lie beside the package.
@Suite struct WycheproofTests {
    private static let p1363 = "ecdsa_secp256r1_sha256_p1363_test.json"
    private static let der = "ecdsa_secp256r1_sha256_test.json"
    private static let hmac = "hmac_sha256_test.json"

    /// Tells the cases whose verdict is not the published one, by either engine.
    private static func mistakes(
        _ file: WycheproofFile<WycheproofSignature>,
        _ cases: (WycheproofSignature) -> (signature: [UInt8], isValid: Bool)?
    ) throws -> (judged: Int, wrong: [String]) {
        var judged = 0
        var wrong: [String] = []
        for group in file.testGroups {
            guard let point = group.publicKey.map({ hexadecimal($0.uncompressed) }), point.count == 65 else {
                wrong.append("a group has no key")
                continue
            }
            let key = try EngineKey(x: Array(point[1..<33]), y: Array(point[33...]))
            var items: [SignatureCase] = []
            for test in group.tests {
                guard let item = cases(test) else { continue }
                let digest = SHA256Digest.of(hexadecimal(test.msg))
                items.append(SignatureCase(key: key, digest: digest, signature: item.signature, isValid: item.isValid))
            }
            if let disagreement = try BothEngines.disagreement(items) { wrong.append(disagreement) }
            judged += items.count
        }
        return (judged, wrong)
    }

    @Test(.enabled(if: SharedVectors.has("wycheproof/\(p1363)")))
    func `Raw signatures are judged as published`() throws {
        let file = try SharedVectors.wycheproof(Self.p1363, of: WycheproofSignature.self)
        let (judged, wrong) = try Self.mistakes(file) { (hexadecimal($0.sig), $0.result == "valid") }
        #expect(wrong.isEmpty)
        #expect(judged == file.numberOfTests)
    }

    @Test(.enabled(if: SharedVectors.has("wycheproof/\(der)")))
    func `DER is refused as it stands, valid or not`() throws {
        let file = try SharedVectors.wycheproof(Self.der, of: WycheproofSignature.self)
        let (judged, wrong) = try Self.mistakes(file) { (hexadecimal($0.sig), false) }
        #expect(wrong.isEmpty)
        #expect(judged == file.numberOfTests)
    }

    @Test(.enabled(if: SharedVectors.has("wycheproof/\(der)")))
    func `The numbers of valid DER verify when they are written as 64 bytes`() throws {
        let file = try SharedVectors.wycheproof(Self.der, of: WycheproofSignature.self)
        let (judged, wrong) = try Self.mistakes(file) { test in
            guard test.result == "valid", let signature = Self.raw(der: hexadecimal(test.sig)) else { return nil }
            return (signature, true)
        }
        #expect(wrong.isEmpty)
        #expect(judged == file.testGroups.flatMap(\.tests).count { $0.result == "valid" })
    }

    /// r ‖ s of a well-formed DER signature.
    private static func raw(der: [UInt8]) -> [UInt8]? {
        guard der.count > 6, der[0] == 0x30, Int(der[1]) == der.count - 2 else { return nil }
        var result: [UInt8] = []
        var place = 2
        for _ in 0..<2 {
            guard place + 2 <= der.count, der[place] == 2 else { return nil }
            let number = der[(place + 2)..<min(place + 2 + Int(der[place + 1]), der.count)].drop { $0 == 0 }
            guard number.count <= 32 else { return nil }
            result += [UInt8](repeating: 0, count: 32 - number.count) + number
            place += 2 + Int(der[place + 1])
        }
        return place == der.count ? result : nil
    }

    @Test(.enabled(if: SharedVectors.has("wycheproof/\(hmac)")))
    func `MACs of full length are judged as published, and shortened ones are refused`() throws {
        let file = try SharedVectors.wycheproof(Self.hmac, of: WycheproofMAC.self)
        var judged = 0
        for group in file.testGroups {
            for test in group.tests {
                let (bytes, message, tag) = (hexadecimal(test.key), hexadecimal(test.msg), hexadecimal(test.tag))
                let key = HMACSHA256Key(bytes.span)
                let isVerified = key.verify(tag.span.octets, for: message.span.octets)
                #expect(isVerified == (test.result == "valid" && group.tagSize == 256), "case \(test.tcId)")
                judged += 1
            }
        }
        #expect(judged == file.numberOfTests)
    }
}
