extension ValidatedIDToken {
    /// The claims of the token that was just judged, if it may be believed.
    init?(_ verdict: Verdict, on reader: borrowing TokenReader, keys: KeySetReading?) {
        guard verdict.isValid, let engine = verdict.engine else { return nil }
        let set: JWKSet? = if case .keys(let set) = keys { set } else { nil }
        self.init(judged: reader, keys: set, keyIndex: verdict.keyIndex, engine: engine)
    }
}

extension IDTokenValidator {
    /// Tells the provider of a key that its set does not hold, and returns whether a refresh is pending. Called while
    /// nothing of the thread's context is in use: a provider is foreign code, which may judge a token of its own.
    func reportUnknownKey(_ verdict: Verdict, keys: KeySetReading?, at now: NumericDate) -> Bool {
        guard verdict.failedRule == Rejection(.unknownKey, .keyIdentifier), case .keys(let set) = keys else {
            return false
        }
        return keyProvider?.unknownKey(in: set.generation, at: now) ?? false
    }

    /// Explains why the token that was just judged was rejected: what the rule asked for and, where it may be shown,
    /// what was found. Kept away from the hot path, which only throws codes.
    @inline(never)
    func error(
        for verdict: Verdict,
        on reader: borrowing TokenReader,
        keys: KeySetReading?,
        at now: NumericDate
    ) -> IDTokenError {
        let rejection = verdict.failedRule ?? Rejection(.malformedToken)
        let header = reader.headerText
        let payload = reader.payloadText
        let claims = reader.claims
        let leewayNote = compiled.leeway == 0 ? "" : " with a leeway of \(compiled.leeway) s"
        switch rejection.code {
        case .tokenTooLarge:
            return IDTokenError(syntax: rejection, limits: policy.limits)
        case .unsupportedAlgorithm:
            let allowed = SigningAlgorithm.allCases.filter(policy.algorithms.contains).map(\.rawValue)
            return IDTokenError(
                rejection,
                expected: allowed.joined(separator: " or "),
                actual: shown(reader.header.algorithmMember, in: header)
            )
        case .unexpectedType:
            return IDTokenError(
                rejection,
                expected: "JWT or application/jwt",
                actual: shown(reader.header.type, in: header)
            )
        case .unknownKey where rejection.member == .keyIdentifier:
            return unknownKeyError(rejection, reader)
        case .keyMismatch:
            return IDTokenError(
                rejection.code,
                claim: "kid",
                expected: "a key for ES256",
                actual: shown(reader.header.keyIdentifier, in: header),
                message: keyMismatchSentence(reader, keys)
            )
        case .keysUnavailable:
            let seconds: Int? =
                if case .unavailable(let retryAfterSeconds) = keys { retryAfterSeconds } else { nil }
            return IDTokenError(
                rejection.code,
                message: IDTokenError.sentence(rejection),
                retryAfterSeconds: seconds
            )
        case .missingClaim where rejection.member == .required:
            let name = missingClaim(reader)
            return IDTokenError(
                rejection.code,
                claim: name,
                expected: "present",
                message: "The token has no claim \(name ?? "that the policy requires")."
            )
        case .issuerMismatch:
            return IDTokenError(
                rejection,
                expected: ForeignText.shown(policy.issuer),
                actual: shown(reader.claim(claims.issuer), in: payload)
            )
        case .audienceMismatch:
            return IDTokenError(
                rejection,
                expected: ForeignText.shown(policy.audiences.joined(separator: " or ")),
                actual: shown(reader.claim(claims.audience), in: payload)
            )
        case .authorizedPartyMismatch:
            return IDTokenError(
                rejection,
                expected: ForeignText.shown((policy.authorizedParties ?? policy.audiences).joined(separator: " or ")),
                actual: shown(reader.claim(claims.authorizedParty), in: payload)
            )
        case .expired:
            guard let date = date(reader.claim(claims.expiration), in: payload) else { break }
            return IDTokenError(
                rejection.code,
                claim: "exp",
                expected: "later than \(now.advanced(bySeconds: -compiled.leeway))",
                actual: date.description,
                message: "The token expired \(now.seconds - date.seconds) s ago\(leewayNote)."
            )
        case .notYetValid:
            let member = rejection.member == .notBefore ? claims.notBefore : claims.issuedAt
            guard let date = date(reader.claim(member), in: payload) else { break }
            return IDTokenError(
                rejection.code,
                claim: rejection.member.spelling,
                expected: "at most \(now.advanced(bySeconds: compiled.leeway))",
                actual: date.description,
                message: rejection.member == .notBefore
                    ? "The token is valid only from \(date.seconds - now.seconds) s ahead\(leewayNote)."
                    : "The token was issued \(date.seconds - now.seconds) s in the future\(leewayNote)."
            )
        case .tooOld:
            let isAuthentication = rejection.member == .authenticationTime
            let age = (isAuthentication ? compiled.maximumAuthenticationAge : compiled.maximumTokenAge) ?? 0
            let member = isAuthentication ? claims.authenticationTime : claims.issuedAt
            guard let date = date(reader.claim(member), in: payload) else {
                break
            }
            return IDTokenError(
                rejection.code,
                claim: rejection.member.spelling,
                expected: "at least \(now.advanced(bySeconds: -age).advanced(bySeconds: -compiled.leeway))",
                actual: date.description,
                message: "\(isAuthentication ? "The user authenticated" : "The token was issued") "
                    + "\(now.seconds - date.seconds) s ago, and \(age) s are allowed\(leewayNote)."
            )
        default:
            break
        }
        return IDTokenError(rejection)
    }

    /// The first claim that the policy requires and the token does not have.
    private func missingClaim(_ reader: borrowing TokenReader) -> String? {
        for name in policy.requiredClaims
        where reader.payloadScanner.member(named: name, in: reader.payloadText) == nil {
            return name
        }
        return nil
    }

    private func unknownKeyError(_ rejection: Rejection, _ reader: borrowing TokenReader) -> IDTokenError {
        let identifier = shown(reader.header.keyIdentifier, in: reader.headerText)
        return IDTokenError(
            rejection.code,
            claim: "kid",
            expected: identifier == nil ? "a kid, or exactly one candidate key" : "a kid of the key set",
            actual: identifier,
            message: IDTokenError.sentence(rejection)
        )
    }

    private func keyMismatchSentence(_ reader: borrowing TokenReader, _ keys: KeySetReading?) -> String {
        let general = "The key that the token names cannot verify ES256"
        guard case .keys(let set) = keys, let member = reader.header.keyIdentifier else { return general + "." }
        let identifier = JSONText.copy(member.value, in: reader.headerText)
        guard case .unusable(let index) = set.storage.lookup(identifier.utf8.span.octets),
            let reason = set.keys[index].unusability
        else { return general + "." }
        return "\(general): \(reason)."
    }

    /// A member's value as it may be shown: a string without its quotation marks, anything else as spelled.
    private func shown(_ member: JSONMember?, in text: RawSpan) -> String? {
        guard let member else { return nil }
        // Four times the shown length is more than enough to cut from, whatever is escaped.
        let spelling = member.value.prefix(4 * ForeignText.maximumShownBytes)
        let range = spelling.startIndex..<spelling.endIndex
        guard member.kind == .string, range == member.value else {
            let bytes = range.map { text.octet(at: $0) }
            return ForeignText.shown(String(decoding: bytes, as: UTF8.self))
        }
        return ForeignText.shown(JSONText.copy(range, in: text))
    }

    private func date(_ member: JSONMember?, in text: RawSpan) -> NumericDate? {
        member.flatMap { NumericDate(number: text, in: $0.value) }
    }
}
