/// An ID token that a validator has judged and believes.
///
/// There is no other way to get one, so a function that asks for it cannot be given an unchecked token. It holds one
/// copy of the decoded header and payload; claims are read out of it when asked for.
public struct ValidatedIDToken: Sendable {
    /// The decoded header and, right behind it, the decoded payload.
    private let bytes: [UInt8]
    private let headerCount: Int
    private let issuerClaim, subjectClaim: TextPlace
    private let nonceClaim, authorizedPartyClaim: TextPlace?
    private let keySet: JWKSet?
    private let keyIndex: Int32

    /// The algorithm of the signature.
    public let algorithm: SigningAlgorithm
    /// What judged the signature.
    public let engine: SignatureEngine
    /// `exp`: from then on the token must not be accepted.
    public let expiration: NumericDate
    /// `iat`: when the token was issued.
    public let issuedAt: NumericDate
    /// `nbf`: before then the token must not be accepted.
    public let notBefore: NumericDate?
    /// `auth_time`: when the user authenticated.
    public let authenticationTime: NumericDate?

    /// A string value's place in the payload.
    private struct TextPlace: Sendable {
        let start, end: UInt32

        init(_ member: JSONMember) {
            (start, end) = (member.valueStart, member.valueEnd)
        }
    }

    /// Copies a token out of the reader that judged it. Only for a validator, once every rule holds.
    ///
    /// Allocates once, for the copy.
    init?(judged token: borrowing TokenReader, keys: JWKSet?, keyIndex: Int32, engine: SignatureEngine) {
        let payload = token.payloadText
        let claims = token.claims
        guard let algorithm = token.header.algorithm, let issuer = token.claim(claims.issuer),
            let subject = token.claim(claims.subject),
            let expiration = Self.date(token.claim(claims.expiration), in: payload),
            let issuedAt = Self.date(token.claim(claims.issuedAt), in: payload)
        else { return nil }
        headerCount = token.headerCount
        var bytes: [UInt8] = []
        bytes.reserveCapacity(token.headerCount + token.payloadCount)
        bytes.append(token.headerText.extracting(first: token.headerCount))
        bytes.append(payload.extracting(first: token.payloadCount))
        self.bytes = bytes
        issuerClaim = TextPlace(issuer)
        subjectClaim = TextPlace(subject)
        nonceClaim = token.claim(claims.nonce).map { TextPlace($0) }
        authorizedPartyClaim = token.claim(claims.authorizedParty).map { TextPlace($0) }
        notBefore = Self.date(token.claim(claims.notBefore), in: payload)
        authenticationTime = Self.date(token.claim(claims.authenticationTime), in: payload)
        self.algorithm = algorithm
        self.expiration = expiration
        self.issuedAt = issuedAt
        self.engine = engine
        keySet = keys
        self.keyIndex = keyIndex
    }

    /// `iss`: who issued the token.
    public var issuer: String { text(issuerClaim) }

    /// `sub`: the user, unique with this issuer. Compare it byte for byte.
    public var subject: String { text(subjectClaim) }

    /// `aud`: whom the token is for; at least one is an audience of the policy.
    public var audiences: [String] {
        switch self["aud"] {
        case .string(let audience): [audience]
        case .array(let audiences): audiences.compactMap(\.stringValue)
        default: []
        }
    }

    /// `azp`: the client that the token was issued to, if it says so.
    public var authorizedParty: String? { authorizedPartyClaim.map { text($0) } }

    /// `nonce`: the value that ties the token to a login attempt, if it has one. It was compared if one was expected.
    public var nonce: String? { nonceClaim.map { text($0) } }

    /// `acr`: the authentication context class, if it is a string.
    public var authenticationContextClass: String? { self["acr"]?.stringValue }

    /// `amr`: how the user authenticated, for example `pwd`; empty if absent.
    public var authenticationMethods: [String] { self["amr"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// `kid` of the header, if it has one.
    public var keyIdentifier: String? { headerValue["kid"]?.stringValue }

    /// The key that verified the signature; `nil` for HS256, whose secret is never shown.
    public var key: JWK? {
        guard let keySet, keySet.keys.indices.contains(Int(keyIndex)) else { return nil }
        return keySet.keys[Int(keyIndex)]
    }

    /// Any claim as a JSON value, or `nil` if it is absent. Parses the payload: linear in its length, allocates.
    public subscript(claim: String) -> JSONValue? {
        payloadValue[claim]
    }

    /// All claims as a JSON object, in the issuer's order. Parses the payload: linear in its length, allocates.
    public var payloadValue: JSONValue {
        (try? JSONValue(parsing: payload)) ?? .null
    }

    /// The protected header as a JSON object. Parses it: linear in its length, allocates.
    public var headerValue: JSONValue {
        (try? JSONValue(parsing: header)) ?? .null
    }

    /// The payload's bytes as the issuer sent them: the text of one JSON object. Allocates a copy.
    public var payload: [UInt8] { Array(bytes[headerCount...]) }

    /// The protected header's bytes as the issuer sent them: the text of one JSON object. Allocates a copy.
    public var header: [UInt8] { Array(bytes[..<headerCount]) }

    private static func date(_ claim: JSONMember?, in payload: RawSpan) -> NumericDate? {
        guard let claim else { return nil }
        return NumericDate(number: payload, in: claim.value)
    }

    private func text(_ place: TextPlace) -> String {
        JSONText.copy(Int(place.start)..<Int(place.end), in: bytes.span.octets.extracting(headerCount...))
    }
}
