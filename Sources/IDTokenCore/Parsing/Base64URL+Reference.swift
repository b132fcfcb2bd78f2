extension Base64URL {
    /// The six bits of a character of the base64url alphabet (RFC 4648 §5, table 2), or `nil` for any other byte.
    static func bits(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }

    /// Decodes one character at a time: the plain form of ``Decoder/decode(_:into:)``, for everything that is not hot and
    /// for comparing the two.
    package static func decodeReference(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var pending: UInt32 = 0
        var pendingBits = 0
        for character in text {
            guard let bits = bits(of: character) else { return nil }
            pending = pending << 6 | UInt32(bits)
            pendingBits += 6
            if pendingBits >= 8 {
                pendingBits -= 8
                result.append(UInt8(truncatingIfNeeded: pending >> UInt32(pendingBits)))
                pending &= (1 << UInt32(pendingBits)) - 1
            }
        }
        // Six spare bits are a lone last character, which no encoder writes.
        guard pendingBits < 6, pending == 0 else { return nil }
        return result
    }

    /// Writes bytes as unpadded base64url.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var result: [UInt8] = []
        var pending: UInt32 = 0
        var pendingBits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            pendingBits += 8
            while pendingBits >= 6 {
                pendingBits -= 6
                result.append(alphabet[Int(pending >> UInt32(pendingBits) & 0x3F)])
            }
            pending &= (1 << UInt32(pendingBits)) - 1
        }
        if pendingBits > 0 {
            result.append(alphabet[Int(pending << UInt32(6 - pendingBits) & 0x3F)])
        }
        return String(decoding: result, as: UTF8.self)
    }
}
