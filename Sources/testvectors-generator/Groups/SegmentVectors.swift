import IDTokenCore
import IDTokenTesting

/// Size and segments: what is judged before anything is decoded.
enum SegmentVectors {
    static func group() -> VectorGroup {
        var group = VectorGroup("segments", about: "the size limit; three non-empty segments (RFC 7515 §3.1)")
        addSizes(&group)
        addSegments(&group)
        return group
    }

    private static func addSizes(_ group: inout VectorGroup) {
        group.accept("size-at-limit", "exactly 16,384 bytes") { $0.pad(toBytes: 16_384) }
        group.refuse("size-over-limit", .tokenTooLarge, "16,385 bytes, otherwise a good token") {
            $0.pad(toBytes: 16_385)
        }
        group.refuse("size-over-limit-hs256", .tokenTooLarge, "16,385 bytes, otherwise a good HS256 token") {
            $0.useSecret()
            $0.pad(toBytes: 16_385)
        }
        group.refuse("size-over-limit-no-token", .tokenTooLarge, "16,385 letters without a full stop: size comes first")
        {
            $0.token = String(repeating: "A", count: 16_385)
        }
        group.refuse("size-over-limit-stops", .tokenTooLarge, "20,000 full stops: size comes first") {
            $0.token = String(repeating: ".", count: 20_000)
        }
        group.refuse("size-at-limit-no-token", .malformedToken, "16,384 letters without a full stop") {
            $0.token = String(repeating: "A", count: 16_384)
        }
        group.refuse("size-at-limit-stops", .malformedToken, "16,384 full stops") {
            $0.token = String(repeating: ".", count: 16_384)
        }
    }

    private static func addSegments(_ group: inout VectorGroup) {
        let texts: [(id: String, comment: String, token: String)] = [
            ("token-empty", "nothing: what a client without the scope openid sends", ""),
            ("token-null", "the word null, from a client without the scope openid", "null"),
            ("token-undefined", "the word undefined, from a client without the scope openid", "undefined"),
            ("token-one-stop", "one full stop", "."),
            ("token-two-stops", "two full stops and three empty segments", ".."),
            ("token-three-stops", "three full stops", "..."),
            (
                "token-opaque", "an access token in place of an ID token",
                "eyJhbGciOiJIUzI1NiJ9UvyGDCsRLI2dRBzPBxAwYYpg3Wmql"
            ),
            ("token-json", "a JSON object in place of a token", #"{"alg":"ES256"}"#),
            ("token-space", "one space", " "),
        ]
        for text in texts {
            group.refuse(text.id, .malformedToken, text.comment) { $0.token = text.token }
        }
        let arrangements: [(id: String, comment: String, arrange: ([String]) -> String)] = [
            ("segments-one", "the header alone", { $0[0] }),
            ("segments-two", "header and payload without a signature", { "\($0[0]).\($0[1])" }),
            ("segments-four", "a fourth segment", { "\($0[0]).\($0[1]).\($0[2]).AAAA" }),
            (
                "segments-five", "five segments, the shape of an encrypted token",
                { "\($0[0]).AAAA.AAAA.\($0[1]).\($0[2])" }
            ),
            ("segments-stop-behind", "a full stop behind a good token", { "\($0[0]).\($0[1]).\($0[2])." }),
            ("segments-stop-before", "a full stop before a good token", { ".\($0[0]).\($0[1]).\($0[2])" }),
            ("segments-stop-doubled", "an empty segment inside", { "\($0[0])..\($0[1]).\($0[2])" }),
            ("header-empty", "an empty header segment", { ".\($0[1]).\($0[2])" }),
            ("payload-empty", "an empty payload segment, as of a detached payload", { "\($0[0])..\($0[2])" }),
            ("signature-empty", "an empty signature segment", { "\($0[0]).\($0[1])." }),
            ("payload-and-signature-empty", "a header and two full stops", { "\($0[0]).." }),
            (
                "segments-two-bad-letters", "two segments with letters of no alphabet: segments come first",
                { _ in "?.!" }
            ),
            (
                "segments-twice", "two good tokens with a full stop between",
                { all in
                    (all + all).joined(separator: ".")
                }
            ),
        ]
        for arrangement in arrangements {
            group.refuse(arrangement.id, .malformedToken, arrangement.comment) {
                $0.token = arrangement.arrange($0.segments)
            }
        }
        group.refuse("signature-empty-none", .malformedToken, "alg none with an empty signature: segments come first") {
            $0.header["alg"] = .string("none")
            $0.token = $0.signingInput + "."
        }
        group.refuse("signature-empty-hs256", .malformedToken, "HS256 with an empty signature segment") {
            $0.useSecret()
            $0.token = $0.signingInput + "."
        }
        group.refuse("segments-two-tokens", .malformedToken, "two good tokens joined by a line feed have five segments")
        {
            $0.token = $0.compact + "\n" + $0.compact
        }
    }
}

extension TokenDraft {
    /// Pads a claim until the compact token has exactly this many bytes.
    fileprivate mutating func pad(toBytes count: Int) {
        // A payload cannot reach every length; blanks before the header's end shift it.
        for blanks in 0..<3 {
            headerText(String(header.text.dropLast()) + String(repeating: " ", count: blanks) + "}")
            claims["pad"] = .string("")
            let missing = count - compact.utf8.count
            for length in (missing / 4 * 3 - 6)...(missing / 4 * 3 + 6) {
                claims["pad"] = .string(String(repeating: "x", count: length))
                if compact.utf8.count == count { return }
            }
        }
    }
}
