/// The rules that a token is judged by, in the order in which they are judged.
///
/// It tells more than ``ReasonCode`` where header and payload are read by the same rules one after the other. Judging does
/// not use it: it is for showing a judgement rule by rule.
package enum JudgementRule: String, CaseIterable, Sendable {
    case size
    case segments
    case base64URL = "base64url"
    case headerSyntax = "header_syntax"
    case headerNames = "header_names"
    case payloadSyntax = "payload_syntax"
    case payloadNames = "payload_names"
    case algorithm
    case critical
    case type
    case key
    case keyFitness = "key_fitness"
    case claimTypes = "claim_types"
    case requiredClaims = "required_claims"
    case issuer
    case audience
    case authorizedParty = "authorized_party"
    case expiration
    case start
    case age
    case subject
    case nonce
    case signature
    case replay

    /// What a refusal by this rule says; another rule may say the same.
    package var codes: [ReasonCode] {
        switch self {
        case .size: [.tokenTooLarge]
        case .segments, .headerSyntax, .payloadSyntax: [.malformedToken]
        case .base64URL: [.invalidBase64URL]
        case .headerNames, .payloadNames: [.duplicateMember]
        case .algorithm: [.unsupportedAlgorithm]
        case .critical: [.criticalHeader]
        case .type: [.unexpectedType]
        case .key: [.unknownKey, .keysUnavailable]
        case .keyFitness: [.keyMismatch]
        case .claimTypes: [.invalidClaim]
        case .requiredClaims: [.missingClaim]
        case .issuer: [.issuerMismatch]
        case .audience: [.audienceMismatch]
        case .authorizedParty: [.authorizedPartyMismatch]
        case .expiration: [.expired]
        case .start: [.notYetValid]
        case .age: [.tooOld]
        case .subject: [.subjectMismatch]
        case .nonce: [.nonceMismatch]
        case .signature: [.invalidSignature]
        case .replay: [.nonceReplayed]
        }
    }

    /// The rule by which a token was refused with a code; `nil` for a code that belongs to no token.
    ///
    /// Where several rules have the code, the header is read once more.
    package init?(refusing token: String, with code: ReasonCode) {
        let candidates = Self.allCases.filter { $0.codes.contains(code) }
        guard candidates.count > 1 else {
            guard let rule = candidates.first else { return nil }
            self = rule
            return
        }
        let part = Self.malformedPart(of: token.utf8.span.octets)
        self = candidates.contains(part) ? part : candidates[0]
    }

    /// Where a token that is malformed, or names a member twice, is so.
    private static func malformedPart(of token: RawSpan) -> JudgementRule {
        guard CompactJWS(splitting: token) != nil, CompactJWS.countsThreeSegments(token) else { return .segments }
        var header = TokenReader()
        do throws(Rejection) {
            _ = try header.readHeader(token, maximumBytes: .max)
        } catch {
            return error.code == .duplicateMember ? .headerNames : .headerSyntax
        }
        var payload = TokenReader()
        do throws(Rejection) {
            _ = try payload.read(token, maximumBytes: .max)
        } catch {
            return error.code == .duplicateMember ? .payloadNames : .payloadSyntax
        }
        // Nothing is malformed: the code was that of another token.
        return .segments
    }
}
