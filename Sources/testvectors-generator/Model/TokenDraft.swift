import IDTokenCore
import IDTokenTesting

/// A token case in the making: a good LINE-shaped token and what judges it, to be changed in one point.
struct TokenDraft {
    /// The clock of all vectors: 2026-01-01T00:00:00Z.
    static let now: Int64 = 1_767_225_600
    static let issuer = "https://access.line.me"
    static let channel = "1234567890"
    static let user = TestIssuer.defaultSubject

    var header: JSONMembers
    var claims: JSONMembers
    var signer: TestSigner

    /// In place of ``header``, if set.
    var headerBytes: [UInt8]?
    /// In place of ``claims``, if set.
    var payloadBytes: [UInt8]?
    /// In place of everything, if set.
    var token: String?

    var keys: JSONValue?
    var secret: String?
    var issuer = TokenDraft.issuer
    var audience = JSONValue.string(TokenDraft.channel)
    var nonce: String?
    var subject: String?
    var leeway: Int?
    var maximumAge: Int?

    /// An ES256 token, issued a minute ago for an hour, and the set of its one key.
    init() {
        signer = .es256(FixedKeys.primary)
        header = signer.header
        claims = TestIssuer().claims(at: Self.now - 60)
        keys = FixedKeys.set(FixedKeys.primary)
    }

    /// Makes it an HS256 token of web login, judged by the secret alone.
    mutating func useSecret(_ secret: String = FixedKeys.secret) {
        sign(by: .hs256(secret))
        self.secret = secret
        keys = nil
    }

    /// Signs by another key, and names it.
    mutating func sign(by signer: TestSigner) {
        self.signer = signer
        header = signer.header
    }

    /// Signs by another key without saying so.
    mutating func forge(by key: TestSigningKey) {
        signer = .es256(key)
    }

    // MARK: Text in place of values

    /// Sets a claim that is a number, by its spelling.
    mutating func number(_ name: String, _ spelling: String) {
        claims[name] = .number(spelling)
    }

    /// Sets a claim that is a whole number.
    mutating func number(_ name: String, _ value: Int64) {
        claims[name] = .number(String(value))
    }

    mutating func headerText(_ text: String) {
        headerBytes = Array(text.utf8)
    }

    mutating func payloadText(_ text: String) {
        payloadBytes = Array(text.utf8)
    }

    /// Appends members to the payload as they are spelled.
    mutating func appendToPayload(_ text: String) {
        payloadBytes = Self.appending(text, to: payload)
    }

    /// Appends members to the header as they are spelled.
    mutating func appendToHeader(_ text: String) {
        headerBytes = Self.appending(text, to: headerTextBytes)
    }

    /// Appends a claim whose string value has any bytes, UTF-8 or not.
    mutating func appendString(_ bytes: [UInt8]) {
        payloadBytes = Array(payload.dropLast()) + Array(#","x":""#.utf8) + bytes + Array(#""}"#.utf8)
    }

    private static func appending(_ text: String, to object: [UInt8]) -> [UInt8] {
        Array(object.dropLast()) + Array(",\(text)}".utf8)
    }

    // MARK: The token

    var headerTextBytes: [UInt8] { headerBytes ?? Array(header.text.utf8) }
    var payload: [UInt8] { payloadBytes ?? Array(claims.text.utf8) }
    var headerSegment: String { Base64URL.encode(headerTextBytes) }
    var payloadSegment: String { Base64URL.encode(payload) }
    var signingInput: String { headerSegment + "." + payloadSegment }
    var signature: [UInt8] { signer.signature(of: Array(signingInput.utf8)) }

    /// The compact token.
    var compact: String {
        token ?? TestToken.compact(header: headerTextBytes, payload: payload, signedBy: signer)
    }

    /// The three segments of the token.
    var segments: [String] {
        [headerSegment, payloadSegment, Base64URL.encode(signature)]
    }

    /// Puts other segments in place of the first two and signs them as they stand.
    mutating func resign(headerSegment: String? = nil, payloadSegment: String? = nil) {
        token = TestToken.compact(
            headerSegment: headerSegment ?? self.headerSegment,
            payloadSegment: payloadSegment ?? self.payloadSegment,
            signedBy: signer
        )
    }

    /// Puts another signature behind the token.
    mutating func replaceSignature(_ bytes: [UInt8]) {
        token = signingInput + "." + Base64URL.encode(bytes)
    }

    /// Changes the true signature.
    mutating func changeSignature(_ change: (inout [UInt8]) -> Void) {
        var bytes = signature
        change(&bytes)
        replaceSignature(bytes)
    }
}
