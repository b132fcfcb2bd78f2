import IDTokenCore
import IDTokenTesting

/// The cases of one file.
struct VectorGroup {
    /// The name of the file without `.jsonl`.
    let name: String
    /// What the cases are about, for the README.
    let about: String
    private(set) var cases: [VectorCase] = []

    init(_ name: String, about: String) {
        (self.name, self.about) = (name, about)
    }

    // MARK: Tokens

    /// Adds a token that must be accepted.
    mutating func accept(_ id: String, _ comment: String, _ change: (inout TokenDraft) -> Void = { _ in }) {
        token(id, .valid, [], comment, change)
    }

    /// Adds a token that must be refused with this code.
    mutating func refuse(
        _ id: String,
        _ code: ReasonCode,
        _ comment: String,
        _ change: (inout TokenDraft) -> Void
    ) {
        token(id, .invalid, [code], comment, change)
    }

    /// Adds a token that must be refused with one of these codes.
    mutating func refuse(
        _ id: String,
        _ codes: [ReasonCode],
        _ comment: String,
        _ change: (inout TokenDraft) -> Void
    ) {
        token(id, .invalid, codes, comment, change)
    }

    /// Adds a token that may be accepted, or refused with one of these codes.
    mutating func leaveOpen(
        _ id: String,
        _ codes: [ReasonCode],
        _ comment: String,
        _ change: (inout TokenDraft) -> Void
    ) {
        token(id, .either, codes, comment, change)
    }

    private mutating func token(
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ codes: [ReasonCode],
        _ comment: String,
        _ change: (inout TokenDraft) -> Void
    ) {
        var draft = TokenDraft()
        change(&draft)
        var subject: JSONMembers = ["token": .string(draft.compact)]
        subject["keys"] = draft.keys
        subject["secret"] = draft.secret.map { .string($0) }
        subject["issuer"] = .string(draft.issuer)
        subject["audience"] = draft.audience
        subject["nonce"] = draft.nonce.map { .string($0) }
        subject["subject"] = draft.subject.map { .string($0) }
        subject["leeway"] = draft.leeway.map { .number(String($0)) }
        subject["max_age"] = draft.maximumAge.map { .number(String($0)) }
        subject["now"] = .number(String(TokenDraft.now))
        add(id, expectation, codes, comment, subject)
    }

    // MARK: Signatures alone

    /// Adds an ES256 signature over a message; one that must be refused has the code `refusal`.
    mutating func es256(
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ comment: String,
        jwk: JSONMembers,
        message: [UInt8],
        signature: [UInt8],
        refusal: ReasonCode = .invalidSignature
    ) {
        add(
            id,
            expectation,
            expectation == .invalid ? [refusal] : [],
            comment,
            [
                "alg": .string("ES256"), "jwk": jwk.value, "message_hex": .string(hexadecimal(message)),
                "signature_hex": .string(hexadecimal(signature)),
            ]
        )
    }

    /// Adds an HS256 authentication code of a message; one that must be refused has the code `refusal`.
    mutating func hs256(
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ comment: String,
        secret: [UInt8],
        message: [UInt8],
        code: [UInt8],
        refusal: ReasonCode = .invalidSignature
    ) {
        add(
            id,
            expectation,
            expectation == .invalid ? [refusal] : [],
            comment,
            [
                "alg": .string("HS256"), "secret_hex": .string(hexadecimal(secret)),
                "message_hex": .string(hexadecimal(message)), "signature_hex": .string(hexadecimal(code)),
            ]
        )
    }

    /// Adds a compact JWS that is judged by a public key and no claim rule; one that must be refused has the code
    /// `refusal`.
    mutating func jws(
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ comment: String,
        _ jws: String,
        jwk: JSONMembers,
        refusal: ReasonCode = .invalidSignature
    ) {
        let codes = expectation == .invalid ? [refusal] : []
        add(id, expectation, codes, comment, ["jws": .string(jws), "jwk": jwk.value])
    }

    /// Adds a compact JWS that is judged by a secret and no claim rule; one that must be refused has the code `refusal`.
    mutating func jws(
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ comment: String,
        _ jws: String,
        secret: [UInt8],
        refusal: ReasonCode = .invalidSignature
    ) {
        let codes = expectation == .invalid ? [refusal] : []
        add(id, expectation, codes, comment, ["jws": .string(jws), "secret_hex": .string(hexadecimal(secret))])
    }

    private mutating func add(
        _ id: String,
        _ expectation: VectorCase.Expectation,
        _ codes: [ReasonCode],
        _ comment: String,
        _ subject: JSONMembers
    ) {
        // A name is unique over all files.
        let id = id.hasPrefix(name + "-") ? id : "\(name)-\(id)"
        cases.append(
            VectorCase(
                id: id,
                group: name,
                comment: comment,
                expectation: expectation,
                codes: codes,
                subject: subject
            )
        )
    }
}

/// Bytes as lower-case hexadecimal digits.
func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes that hexadecimal digits write; white space between them does not count.
func bytes(_ digits: String) -> [UInt8] {
    let values = digits.compactMap(\.hexDigitValue)
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
}
