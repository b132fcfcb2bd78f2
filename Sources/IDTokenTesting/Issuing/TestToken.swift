internal import IDTokenCore

/// Puts compact tokens together, well-formed or not: nothing is checked, so that a test can say what a good issuer
/// never would.
public enum TestToken {
    /// Signs a header and claims as they are.
    public static func compact(header: JSONMembers, claims: JSONMembers, signedBy signer: TestSigner) -> String {
        compact(header: Array(header.text.utf8), payload: Array(claims.text.utf8), signedBy: signer)
    }

    /// Signs any bytes in place of the header and the payload.
    public static func compact(header: [UInt8], payload: [UInt8], signedBy signer: TestSigner) -> String {
        compact(headerSegment: Base64URL.encode(header), payloadSegment: Base64URL.encode(payload), signedBy: signer)
    }

    /// Signs any two segments, which may be no base64url at all (RFC 7515 §5.1).
    public static func compact(
        headerSegment: String,
        payloadSegment: String,
        signedBy signer: TestSigner
    ) -> String {
        let signingInput = headerSegment + "." + payloadSegment
        return signingInput + "." + Base64URL.encode(signer.signature(of: Array(signingInput.utf8)))
    }

    /// Puts a signature of the test's own behind a header and claims, for example none or a false one.
    public static func compact(header: JSONMembers, claims: JSONMembers, signature: [UInt8]) -> String {
        [Array(header.text.utf8), Array(claims.text.utf8), signature].map { Base64URL.encode($0) }.joined(
            separator: "."
        )
    }
}
