import IDTokenCore
import IDTokenTesting

/// Spellings of a segment: only strict base64url without padding may be accepted (RFC 7515 §2).
enum Base64URLVectors {
    static func group() -> VectorGroup {
        var group = VectorGroup(
            "base64url",
            about: "padding, foreign letters, impossible lengths and spare bits, in each of the three segments"
        )
        for segment in Segment.allCases { addSpellings(of: segment, &group) }
        addSpareBits(&group)
        addWholeTokens(&group)
        return group
    }

    private enum Segment: Int, CaseIterable {
        case header, payload, signature
    }

    private static func addSpellings(of segment: Segment, _ group: inout VectorGroup) {
        let middle: (String, String) -> String = { text, insertion in
            let index = text.index(text.startIndex, offsetBy: text.count / 2)
            return text[..<index] + insertion + text[index...]
        }
        let spellings: [(id: String, comment: String, change: (String) -> String)] = [
            ("padding", "padding behind the segment", { $0 + "=" }),
            ("padding-twice", "two padding characters behind the segment", { $0 + "==" }),
            ("plus", "a + of plain base64", { "+" + $0.dropFirst() }),
            ("slash", "a / of plain base64", { $0.dropLast(2) + "/" + $0.suffix(1) }),
            ("space-before", "a space before the segment", { " " + $0 }),
            ("space-inside", "a space in the segment", { middle($0, " ") }),
            ("line-feed-inside", "a line feed in the segment", { middle($0, "\n") }),
            ("tab-behind", "a tab behind the segment", { $0 + "\t" }),
            ("not-ascii", "a letter that is not ASCII", { middle($0, "é") }),
            ("fullwidth", "a full-width A, which some decoders fold", { middle($0, "\u{FF21}") }),
            ("nul", "a zero byte in the segment", { middle($0, "\u{0}") }),
            ("percent", "a percent-encoded letter", { "%65" + $0.dropFirst() }),
            ("single-letter", "one letter: an impossible length", { _ in "A" }),
            ("five-letters", "five letters: an impossible length", { _ in "AAAAA" }),
        ]
        for spelling in spellings {
            group.refuse("\(segment)-\(spelling.id)", .invalidBase64URL, "\(segment): \(spelling.comment)") { draft in
                draft.spell(segment.rawValue, spelling.change)
            }
        }
    }

    private static func addSpareBits(_ group: inout VectorGroup) {
        for (remainder, bits) in [(1, [1, 8, 15]), (2, [1, 3])] {
            for segment in [Segment.header, .payload] {
                let name = "\(segment)-\(remainder == 1 ? "two" : "three")-letter-end"
                group.accept(name, "\(segment): its last group has \(remainder + 1) letters, the spare bits are zero") {
                    $0.align(segment.rawValue, remainder: remainder)
                }
                for value in bits {
                    group.refuse(
                        "\(name)-spare-\(value)",
                        .invalidBase64URL,
                        "\(segment): spare bits of value \(value)"
                    ) {
                        $0.align(segment.rawValue, remainder: remainder)
                        $0.spell(segment.rawValue) { addingToLastLetter(value, $0) }
                    }
                }
            }
        }
        for value in [1, 2, 4, 8, 15] {
            group.refuse("signature-spare-\(value)", .invalidBase64URL, "signature: spare bits of value \(value)") {
                $0.spell(2) { addingToLastLetter(value, $0) }
            }
        }
        group.refuse("signature-spare-hs256", .invalidBase64URL, "the 43 letters of a MAC with spare bits of value 1") {
            $0.useSecret()
            $0.spell(2) { addingToLastLetter(1, $0) }
        }
    }

    private static func addWholeTokens(_ group: inout VectorGroup) {
        let wholes: [(id: String, comment: String, change: (String) -> String)] = [
            ("token-line-feed", "a line feed behind a good token", { $0 + "\n" }),
            ("token-carriage-return", "a carriage return behind a good token", { $0 + "\r" }),
            ("token-bearer", "the word Bearer before a good token", { "Bearer " + $0 }),
            ("token-quoted", "a good token in quotation marks", { "\"\($0)\"" }),
            ("token-bom", "a byte order mark before a good token", { "\u{FEFF}" + $0 }),
            ("token-nul", "a zero byte behind a good token", { $0 + "\u{0}" }),
        ]
        for whole in wholes {
            group.refuse(whole.id, .invalidBase64URL, whole.comment) { $0.token = whole.change($0.compact) }
        }
        group.refuse("bad-letters-in-all", .invalidBase64URL, "three segments of letters outside of the alphabet") {
            $0.token = "?.!.~"
        }
    }

    private static func addingToLastLetter(_ value: Int, _ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let bits = text.last.flatMap { alphabet.firstIndex(of: $0) } ?? 0
        return text.dropLast() + String(alphabet[bits + value])
    }
}

extension TokenDraft {
    /// Spells one segment otherwise; the signature is made over the segments as they are spelled.
    fileprivate mutating func spell(_ segment: Int, _ change: (String) -> String) {
        switch segment {
        case 0: resign(headerSegment: change(headerSegment))
        case 1: resign(payloadSegment: change(payloadSegment))
        default: token = signingInput + "." + change(Base64URL.encode(signature))
        }
    }

    /// Appends blanks to header or payload until their number of bytes leaves this remainder by three.
    fileprivate mutating func align(_ segment: Int, remainder: Int) {
        if segment == 0 {
            var text = header.text
            while text.utf8.count % 3 != remainder { text += " " }
            headerText(text)
        } else {
            var text = claims.text
            while text.utf8.count % 3 != remainder { text += " " }
            payloadText(text)
        }
    }
}
