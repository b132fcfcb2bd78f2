import IDTokenCore
import IDTokenTesting

/// Signatures of whole tokens: forged, damaged, wrongly encoded, and the twin that is valid.
enum SignatureVectors {
    static func group() -> VectorGroup {
        var group = VectorGroup(
            "signature",
            about: "tokens with forged, damaged or wrongly encoded signatures, and the valid twin (r, n − s)"
        )
        addLengths(&group)
        addRanges(&group)
        addEncodings(&group)
        addDamage(&group)
        addForgeries(&group)
        addMACs(&group)
        return group
    }

    private static func addLengths(_ group: inout VectorGroup) {
        for count in [1, 32, 63, 65, 66, 96, 128] {
            group.refuse("length-\(count)", .invalidSignature, "a signature of \(count) bytes") {
                $0.changeSignature { $0 = Array(($0 + $0).prefix(count)) }
            }
        }
        group.refuse("length-zero-before", .invalidSignature, "a zero byte before the signature") {
            $0.changeSignature { $0 = [0] + $0 }
        }
        group.refuse("length-zero-behind", .invalidSignature, "a zero byte behind the signature") {
            $0.changeSignature { $0.append(0) }
        }
        group.refuse("length-66-padded", .invalidSignature, "r and s of 33 bytes each, the first one zero") {
            $0.changeSignature { $0 = [0] + $0.prefix(32) + [0] + $0.suffix(32) }
        }
        group.accept("leading-zero-r", "r begins with a zero byte") { $0.sign(untilZeroAt: 0) }
        group.accept("leading-zero-s", "s begins with a zero byte") { $0.sign(untilZeroAt: 32) }
        group.refuse("leading-zero-r-stripped", .invalidSignature, "the zero byte that r begins with is left out") {
            $0.sign(untilZeroAt: 0)
            $0.changeSignature { $0.removeFirst() }
        }
        group.refuse("leading-zero-s-stripped", .invalidSignature, "the zero byte that s begins with is left out") {
            $0.sign(untilZeroAt: 32)
            $0.changeSignature { $0.remove(at: 32) }
        }
    }

    private static func addRanges(_ group: inout VectorGroup) {
        let one = [UInt8](repeating: 0, count: 31) + [1]
        let numbers: [(id: String, value: [UInt8])] = [
            ("zero", [UInt8](repeating: 0, count: 32)), ("one", one), ("n-minus-1", P256.difference(P256.order, one)),
            ("n", P256.order), ("n-plus-1", P256.sum(P256.order, one)), ("p", P256.prime),
            ("largest", [UInt8](repeating: 0xFF, count: 32)),
        ]
        for number in numbers {
            group.refuse("r-is-\(number.id)", .invalidSignature, "r is \(number.id)") {
                $0.changeSignature { $0 = number.value + $0.suffix(32) }
            }
            group.refuse("s-is-\(number.id)", .invalidSignature, "s is \(number.id)") {
                $0.changeSignature { $0 = $0.prefix(32) + number.value }
            }
            group.refuse("both-are-\(number.id)", .invalidSignature, "r and s are \(number.id)") {
                $0.replaceSignature(number.value + number.value)
            }
        }
        group.accept("twin", "the twin (r, n − s) is a valid signature of the same token") {
            $0.changeSignature { $0 = $0.prefix(32) + P256.difference(P256.order, Array($0.suffix(32))) }
        }
        group.refuse("negated-r", .invalidSignature, "(n − r, s) is no signature") {
            $0.changeSignature { $0 = P256.difference(P256.order, Array($0.prefix(32))) + $0.suffix(32) }
        }
    }

    private static func addEncodings(_ group: inout VectorGroup) {
        group.refuse("der", .invalidSignature, "the signature in DER") { $0.changeSignature { $0 = der($0) } }
        group.refuse("der-64", .invalidSignature, "64 bytes that begin as DER does") {
            $0.changeSignature { $0 = Array(der($0).prefix(64)) }
        }
        group.refuse("swapped", .invalidSignature, "s before r") {
            $0.changeSignature { $0 = $0.suffix(32) + $0.prefix(32) }
        }
        group.refuse("little-endian", .invalidSignature, "r and s with the least significant byte first") {
            $0.changeSignature { $0 = $0.prefix(32).reversed() + $0.suffix(32).reversed() }
        }
        group.refuse("hexadecimal", .invalidSignature, "the letters of the signature in hexadecimal") {
            $0.changeSignature { $0 = Array(hexadecimal($0).utf8) }
        }
        group.refuse("encoded-twice", .invalidSignature, "base64url of base64url") {
            $0.changeSignature { $0 = Array(Base64URL.encode($0).utf8) }
        }
        group.refuse("pem", .invalidSignature, "letters in place of a signature") {
            $0.replaceSignature(Array("-----BEGIN SIGNATURE-----".utf8))
        }
    }

    private static func addDamage(_ group: inout VectorGroup) {
        for (id, byte, bit) in [
            ("first", 0, 7), ("r-last", 31, 0), ("s-first", 32, 7), ("s-last", 63, 0), ("middle", 17, 3),
        ] {
            group.refuse("flipped-\(id)", .invalidSignature, "one bit of byte \(byte) is another") {
                $0.changeSignature { $0[byte] ^= 1 << UInt8(bit) }
            }
        }
        group.refuse("payload-changed", .invalidSignature, "the name was changed behind the signature") {
            let signature = $0.signature
            $0.claims["name"] = .string("Mallory")
            $0.replaceSignature(signature)
        }
        group.refuse("payload-extended", .invalidSignature, "exp was moved behind the signature") {
            let signature = $0.signature
            $0.number("exp", TokenDraft.now + 1_000_000)
            $0.replaceSignature(signature)
        }
        group.refuse("payload-respelled", .invalidSignature, "a blank was added to the payload behind the signature") {
            let signature = $0.signature
            $0.payloadText($0.claims.text + " ")
            $0.replaceSignature(signature)
        }
        group.refuse("header-changed", .invalidSignature, "the header's members were put in another order") {
            let signature = $0.signature
            $0.header.members.reverse()
            $0.replaceSignature(signature)
        }
        group.refuse("signature-of-other-token", .invalidSignature, "the signature of another token of the same key") {
            var other = $0
            other.claims["sub"] = .string("Uffffffffffffffffffffffffffffffff")
            $0.replaceSignature(other.signature)
        }
        group.refuse("zeros", .invalidSignature, "64 zero bytes") {
            $0.replaceSignature([UInt8](repeating: 0, count: 64))
        }
    }

    private static func addForgeries(_ group: inout VectorGroup) {
        group.refuse("other-key", .invalidSignature, "signed by a key that is not ours") {
            $0.forge(by: FixedKeys.attacker)
        }
        group.refuse("signed-payload-alone", .invalidSignature, "a signature over the payload segment alone") {
            $0.replaceSignature($0.signer.signature(of: Array($0.payloadSegment.utf8)))
        }
        group.refuse("signed-decoded", .invalidSignature, "a signature over the decoded header and payload") {
            $0.replaceSignature($0.signer.signature(of: $0.headerTextBytes + [0x2E] + $0.payload))
        }
        group.refuse(
            "signed-with-stop",
            .invalidSignature,
            "a signature over the two segments and a full stop behind them"
        ) {
            $0.replaceSignature($0.signer.signature(of: Array(($0.signingInput + ".").utf8)))
        }
        group.refuse("signed-digest-twice", .invalidSignature, "a signature over the digest's digest") {
            $0.replaceSignature($0.signer.signature(of: Digests.sha256(Array($0.signingInput.utf8))))
        }
        group.refuse("signed-empty", .invalidSignature, "a signature over nothing") {
            $0.replaceSignature($0.signer.signature(of: []))
        }
        // r = x(kQ) and s = r/k verify for the digest 0, whoever made them.
        group.refuse("signed-digest-zero", .invalidSignature, "a signature that anyone can make for the digest zero") {
            let key = FixedKeys.primary
            let two = [UInt8](repeating: 0, count: 31) + [2]
            if let point = P256.multiply(P256.Point(x: key.x, y: key.y), by: two) {
                $0.replaceSignature(point.x + P256.productModuloOrder(point.x, P256.inverseModuloOrder(two)))
            }
        }
    }

    private static func addMACs(_ group: inout VectorGroup) {
        func web(_ id: String, _ comment: String, _ change: @escaping (inout [UInt8]) -> Void) {
            group.refuse("hs256-\(id)", .invalidSignature, "HS256: \(comment)") {
                $0.useSecret()
                $0.changeSignature(change)
            }
        }
        web("length-16", "the first 16 bytes of the MAC") { $0 = Array($0.prefix(16)) }
        web("length-31", "the first 31 bytes of the MAC") { $0.removeLast() }
        web("length-33", "a zero byte behind the MAC") { $0.append(0) }
        web("length-1", "the first byte of the MAC") { $0 = Array($0.prefix(1)) }
        web("length-64", "the MAC twice") { $0 += $0 }
        web("flipped-first", "the first bit is another") { $0[0] ^= 0x80 }
        web("flipped-last", "the last bit is another") { $0[31] ^= 1 }
        web("zeros", "32 zero bytes") { $0 = [UInt8](repeating: 0, count: 32) }
        web("hexadecimal", "the letters of the MAC in hexadecimal") { $0 = Array(hexadecimal($0).utf8) }
        web("reversed", "the MAC backwards") { $0.reverse() }
        let secrets: [(id: String, comment: String, secret: [UInt8])] = [
            ("other-secret", "another secret", Array("ffeeddccbbaa99887766554433221100".utf8)),
            ("secret-decoded", "the secret read as hexadecimal", bytes(FixedKeys.secret)),
            ("secret-upper", "the secret in capitals", Array(FixedKeys.secret.uppercased().utf8)),
            ("secret-newline", "the secret and a line feed", Array((FixedKeys.secret + "\n").utf8)),
            ("secret-cut", "the secret without its last letter", Array(FixedKeys.secret.utf8.dropLast())),
            ("secret-empty", "no secret at all", []),
            ("secret-channel", "the channel identifier", Array(TokenDraft.channel.utf8)),
        ]
        for other in secrets {
            group.refuse("hs256-\(other.id)", .invalidSignature, "HS256 by \(other.comment)") {
                $0.useSecret()
                $0.signer = .hs256(other.secret)
            }
        }
        group.refuse("hs256-payload-changed", .invalidSignature, "HS256: the subject was changed behind the MAC") {
            $0.useSecret()
            let code = $0.signature
            $0.claims["sub"] = .string("Uffffffffffffffffffffffffffffffff")
            $0.replaceSignature(code)
        }
        group.refuse("hs256-payload-alone", .invalidSignature, "HS256: the MAC of the payload segment alone") {
            $0.useSecret()
            $0.replaceSignature($0.signer.signature(of: Array($0.payloadSegment.utf8)))
        }
        group.refuse("hs256-digest", .invalidSignature, "HS256: a plain digest in place of a MAC") {
            $0.useSecret()
            $0.replaceSignature(Digests.sha256(Array((FixedKeys.secret + $0.signingInput).utf8)))
        }
    }

    /// r ‖ s as two integers of DER (RFC 3279 §2.2.3).
    static func der(_ signature: [UInt8]) -> [UInt8] {
        let integers = [signature.prefix(32), signature.suffix(32)].flatMap { half in
            let digits = Array(half.drop { $0 == 0 })
            let number = (digits.first ?? 0x80) >= 0x80 ? [0] + digits : digits
            return [2, UInt8(number.count)] + number
        }
        return [0x30, UInt8(integers.count)] + integers
    }
}

extension TokenDraft {
    /// Counts a claim up until this byte of the signature is zero.
    fileprivate mutating func sign(untilZeroAt offset: Int) {
        var counter = 0
        repeat {
            number("counter", Int64(counter))
            counter += 1
        } while signature[offset] != 0
    }
}
