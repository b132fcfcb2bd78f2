/// What is needed to verify the signature of a token whose rules all hold.
enum SelectedKey {
    /// The entry of the key set at this index.
    case es256(Int)
    /// The secrets of the audiences that the token names.
    case hs256
}

extension CompiledPolicy {
    /// Judges everything about a token but its syntax, which has been read, and its signature, which costs most and
    /// therefore comes last: cheap rules first, and the first that fails decides (OpenID Connect Core §3.1.3.7).
    ///
    /// - Parameters:
    ///   - token: The token's parts.
    ///   - nonce: The nonce that the caller expects, if `expected` says so.
    ///   - subject: The subject that the caller expects, if `expected` says so; otherwise the policy's counts.
    ///   - expected: Which of the two the caller expects.
    ///   - now: The time of judging.
    ///   - keys: The key set, or why there is none; `nil` if only secrets are configured.
    func judge(
        _ token: borrowing TokenReader,
        nonce: Span<UInt8>,
        subject: Span<UInt8>,
        expected: Expectations,
        now: NumericDate,
        keys: KeySetReading?
    ) throws(Rejection) -> SelectedKey {
        let text = token.payloadText
        let claims = token.claims

        // RFC 8725 §3.1: the algorithm is ours; the token only has to agree.
        guard let algorithm = token.header.algorithm, algorithm == .es256 ? allowsES256 : allowsHS256 else {
            throw Rejection(.unsupportedAlgorithm, .algorithm)
        }
        // RFC 7515 §4.1.11: no extension is understood, so none may be critical.
        guard !token.header.hasCritical else { throw Rejection(.criticalHeader, .critical) }
        // RFC 8725 §3.11: another kind of token is not an ID token.
        guard token.header.isJWT else { throw Rejection(.unexpectedType, .type) }
        let key = try selectKey(algorithm, token, keys)

        // Types and ranges of every claim that is read, before any is compared.
        let issuer = try Self.string(token.claim(claims.issuer), .issuer)
        let actualSubject = try Self.string(token.claim(claims.subject), .subject)
        if let actualSubject, actualSubject.value.isEmpty { throw Rejection(.invalidClaim, .subject) }
        let audience = try Self.stringOrStrings(token.claim(claims.audience), in: text)
        let authorizedParty = try Self.string(token.claim(claims.authorizedParty), .authorizedParty)
        let expiration = try Self.date(token.claim(claims.expiration), .expiration, in: text)
        let notBefore = try Self.date(token.claim(claims.notBefore), .notBefore, in: text)
        let issuedAt = try Self.date(token.claim(claims.issuedAt), .issuedAt, in: text)
        let authenticationTime = try Self.date(
            token.claim(claims.authenticationTime),
            .authenticationTime,
            in: text,
            roundingUp: false
        )
        let actualNonce = try Self.string(token.claim(claims.nonce), .nonce)

        // OpenID Connect Core §2: these must be there; the rest is the policy's wish.
        guard let issuer else { throw Rejection(.missingClaim, .issuer) }
        guard let actualSubject else { throw Rejection(.missingClaim, .subject) }
        guard let audience else { throw Rejection(.missingClaim, .audience) }
        guard let expiration else { throw Rejection(.missingClaim, .expiration) }
        guard let issuedAt else { throw Rejection(.missingClaim, .issuedAt) }
        if maximumAuthenticationAge != nil, authenticationTime == nil {
            throw Rejection(.missingClaim, .authenticationTime)
        }
        for name in source.requiredClaims where token.payloadScanner.member(named: name, in: text) == nil {
            throw Rejection(.missingClaim, .required)
        }

        // Rule 2: the issuer, exactly.
        let expectedIssuer = self.issuer
        guard JSONText.string(issuer, in: text, equals: expectedIssuer.span) else {
            throw Rejection(.issuerMismatch, .issuer)
        }
        // Rule 3: one of the audiences is ours.
        guard Self.audience(audience, in: text, includesAnyOf: audiences) else {
            throw Rejection(.audienceMismatch, .audience)
        }
        // Rules 4 and 5: whom the token was issued to, if it says so.
        if let authorizedParty {
            guard Self.string(authorizedParty, in: text, isAnyOf: authorizedParties) else {
                throw Rejection(.authorizedPartyMismatch, .authorizedParty)
            }
        }
        // Rule 9: the current time is before the expiry. The leeway is taken from the time and not added to the expiry,
        // which may be the last there is.
        guard now.advanced(bySeconds: -leeway) < expiration else { throw Rejection(.expired, .expiration) }
        // RFC 7519 §4.1.5, and rule 10: neither used before its time nor issued in the future.
        let latest = now.advanced(bySeconds: leeway)
        if let notBefore, notBefore > latest { throw Rejection(.notYetValid, .notBefore) }
        guard issuedAt <= latest else { throw Rejection(.notYetValid, .issuedAt) }
        // Rule 13: the user authenticated recently. Rule 10: the token was issued recently.
        if let maximumAuthenticationAge, let authenticationTime {
            let oldest = now.advanced(bySeconds: -maximumAuthenticationAge).advanced(bySeconds: -leeway)
            guard authenticationTime >= oldest else { throw Rejection(.tooOld, .authenticationTime) }
        }
        if let maximumTokenAge {
            let oldest = now.advanced(bySeconds: -maximumTokenAge).advanced(bySeconds: -leeway)
            let start = try Self.date(token.claim(claims.issuedAt), .issuedAt, in: text, roundingUp: false)
            guard let start, start >= oldest else { throw Rejection(.tooOld, .issuedAt) }
        }
        // The subject that the caller knows already, as in OpenID Connect Core §3.1.2.1 (`id_token_hint`) and §12.2.
        if expected.subject {
            guard JSONText.string(actualSubject, in: text, equals: subject) else {
                throw Rejection(.subjectMismatch, .subject)
            }
        } else if let expectedSubject {
            guard JSONText.string(actualSubject, in: text, equals: expectedSubject.span) else {
                throw Rejection(.subjectMismatch, .subject)
            }
        }
        // Rule 11: the nonce that the server remembers, never one that came with the token.
        guard isNonceAcceptable(actualNonce, in: text, expected: nonce, isExpected: expected.nonce) else {
            throw Rejection(.nonceMismatch, .nonce)
        }
        return key
    }

    // MARK: Keys

    /// Finds the key by what the policy and the keys say; the token only names it (RFC 7515 §4.1.4, RFC 8725 §3.1).
    private func selectKey(
        _ algorithm: SigningAlgorithm,
        _ token: borrowing TokenReader,
        _ keys: KeySetReading?
    ) throws(Rejection) -> SelectedKey {
        guard algorithm == .es256 else {
            // A secret vouches for its own audience: each of ours that the token names must have one.
            guard hasUnsecuredAudience, let audience = token.claim(token.claims.audience) else { return .hs256 }
            for index in 0..<audiences.count
            where !hasSecret(for: index)
                && Self.audience(audience, in: token.payloadText, includes: index, of: audiences)
            {
                throw Rejection(.unknownKey)
            }
            return .hs256
        }
        guard case .keys(let set) = keys else { throw Rejection(.keysUnavailable) }
        guard let identifier = token.header.keyIdentifier else {
            guard let index = set.storage.onlyCandidate else { throw Rejection(.unknownKey, .keyIdentifier) }
            guard set.storage.keys[index].isUsable else { throw Rejection(.keyMismatch, .keyIdentifier) }
            return .es256(index)
        }
        switch Self.lookup(identifier, token.headerText, set) {
        case .found(let index): return .es256(index)
        case .unusable: throw Rejection(.keyMismatch, .keyIdentifier)
        case .unknown: throw Rejection(.unknownKey, .keyIdentifier)
        }
    }

    private static func lookup(_ identifier: JSONMember, _ headerText: RawSpan, _ set: JWKSet) -> JWKSet.Lookup {
        guard identifier.valueHasEscapes else {
            return set.storage.lookup(headerText.extracting(identifier.value))
        }
        return set.storage.lookup(JSONText.copy(identifier.value, in: headerText).utf8.span.octets)
    }

    private func hasSecret(for audience: Int) -> Bool {
        secrets.contains { $0.audience == audience }
    }

    /// Whether the MAC is that of a secret of each of our audiences that the token names.
    ///
    /// A token for two channels with different secrets can satisfy only one of them, and is refused: the holder of one
    /// secret must not speak for the other channel. The token has passed the audience rule.
    func verifyMAC(_ token: borrowing TokenReader, signingInput: RawSpan) -> Bool {
        if let onlySecret = unsafe onlySecret {
            return unsafe onlySecret._withUnsafeGuaranteedRef { $0.verify(token.signature, for: signingInput) }
        }
        guard let audience = token.claim(token.claims.audience) else { return false }
        let text = token.payloadText
        var isVouchedFor = false
        for index in 0..<audiences.count where Self.audience(audience, in: text, includes: index, of: audiences) {
            var isVerified = false
            for secret in secrets where secret.audience == index && !isVerified {
                isVerified = secret.key.verify(token.signature, for: signingInput)
            }
            guard isVerified else { return false }
            isVouchedFor = true
        }
        return isVouchedFor
    }

    // MARK: Claims

    /// A claim that is a string, if it is there.
    private static func string(_ claim: JSONMember?, _ name: MemberName) throws(Rejection) -> JSONMember? {
        if let claim, claim.kind != .string { throw Rejection(.invalidClaim, name) }
        return claim
    }

    /// `aud`, if it is there: one string or an array of strings (RFC 7519 §4.1.3).
    private static func stringOrStrings(_ claim: JSONMember?, in text: RawSpan) throws(Rejection) -> JSONMember? {
        guard let claim, claim.kind != .string else { return claim }
        guard claim.kind == .array, JSONText.areStrings(claim, in: text) else {
            throw Rejection(.invalidClaim, .audience)
        }
        return claim
    }

    /// A time claim, if it is there (RFC 7519 §2, NumericDate): rounded up for the rules that ask whether it lies ahead,
    /// down for those that ask whether it lies too far back.
    private static func date(
        _ claim: JSONMember?,
        _ name: MemberName,
        in text: RawSpan,
        roundingUp: Bool = true
    ) throws(Rejection) -> NumericDate? {
        guard let claim else { return nil }
        guard claim.kind == .number,
            let date = NumericDate(number: text, in: claim.value, roundingUp: roundingUp)
        else { throw Rejection(.invalidClaim, name) }
        return date
    }

    private static func string(_ claim: JSONMember, in text: RawSpan, isAnyOf ours: borrowing ConstantTexts) -> Bool {
        for index in 0..<ours.count where JSONText.string(claim, in: text, equals: ours[index]) { return true }
        return false
    }

    private static func audience(
        _ claim: JSONMember,
        in text: RawSpan,
        includesAnyOf ours: borrowing ConstantTexts
    ) -> Bool {
        for index in 0..<ours.count where audience(claim, in: text, includes: index, of: ours) { return true }
        return false
    }

    private static func audience(
        _ claim: JSONMember,
        in text: RawSpan,
        includes index: Int,
        of ours: borrowing ConstantTexts
    ) -> Bool {
        audience(claim, in: text, includes: ours[index])
    }

    private static func audience(_ claim: JSONMember, in text: RawSpan, includes ours: Span<UInt8>) -> Bool {
        guard claim.kind == .array else { return JSONText.string(claim, in: text, equals: ours) }
        var isIncluded = false
        JSONText.forEachElement(of: claim, in: text) { element in
            isIncluded =
                isIncluded
                || element.isString
                    && JSONText.string(element.range, hasEscapes: element.hasEscapes, in: text, equals: ours)
        }
        return isIncluded
    }

    /// Compares in constant time, though the nonce is no secret to whoever holds the token: an attacker who may guess
    /// it for a stolen token learns nothing from the duration.
    private func isNonceAcceptable(_ claim: JSONMember?, in text: RawSpan, expected: Span<UInt8>, isExpected: Bool)
        -> Bool
    {
        guard isExpected else {
            return switch nonceRule {
            case .required: false
            case .forbidden: claim == nil
            case .uncheckedUnlessGiven: true
            }
        }
        guard nonceRule != .forbidden, !expected.isEmpty, let claim else { return false }
        guard claim.valueHasEscapes else {
            return ConstantTime.equal(text.extracting(claim.value), expected.octets)
        }
        return ConstantTime.equal(JSONText.copy(claim.value, in: text).utf8.span.octets, expected.octets)
    }
}
