extension ValidatedIDToken {
    /// The claims of the token that was just judged, if it may be believed.
    init?(_ verdict: Verdict, judgedIn context: ThreadContext, keys: KeySetReading?) {
        guard verdict.isValid, let engine = verdict.engine else { return nil }
        let set: JWKSet? = if case .keys(let set) = keys { set } else { nil }
        self.init(judged: context.reader, keys: set, keyIndex: verdict.keyIndex, engine: engine)
    }
}

extension IDTokenValidator {
    /// Explains why the token that was just judged was rejected: what the rule asked for and, where it may be shown,
    /// what was found. Kept away from the hot path, which only throws codes.
    @inline(never)
    func error(
        for verdict: Verdict,
        judgedIn context: ThreadContext,
        keys: KeySetReading?,
        at now: NumericDate
    ) -> IDTokenError {
        let rejection = verdict.failedRule ?? Rejection(.malformedToken)
        let buffer = context.reader.buffer
        let header = buffer.span.octets
        let payload = buffer.span.octets.extracting(context.reader.payloadStart...)
        let leewayNote = compiled.leeway == 0 ? "" : " with a leeway of \(compiled.leeway) s"
        switch rejection.code {
        case .tokenTooLarge:
            return IDTokenError(syntax: rejection, limits: policy.limits)
        case .unsupportedAlgorithm:
            let allowed = SigningAlgorithm.allCases.filter(policy.algorithms.contains).map(\.rawValue)
            return IDTokenError(
                rejection,
                expected: allowed.joined(separator: " or "),
                actual: shown(context.reader.header.algorithmMember, in: header)
            )
        case .unexpectedType:
            return IDTokenError(
                rejection,
                expected: "JWT or application/jwt",
                actual: shown(context.reader.header.type, in: header)
            )
        case .unknownKey where rejection.member == .keyIdentifier:
            return unknownKeyError(rejection, context, keys, now)
        case .keyMismatch:
            return IDTokenError(
                rejection.code,
                claim: "kid",
                expected: "a key for ES256",
                actual: shown(context.reader.header.keyIdentifier, in: header),
                message: keyMismatchSentence(context, keys)
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
            let name = policy.requiredClaims.first {
                context.reader.payloadScanner.member(named: $0, in: payload) == nil
            }
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
                actual: shown(context.reader.claims.issuer, in: payload)
            )
        case .audienceMismatch:
            return IDTokenError(
                rejection,
                expected: ForeignText.shown(policy.audiences.joined(separator: " or ")),
                actual: shown(context.reader.claims.audience, in: payload)
            )
        case .authorizedPartyMismatch:
            return IDTokenError(
                rejection,
                expected: ForeignText.shown((policy.authorizedParties ?? policy.audiences).joined(separator: " or ")),
                actual: shown(context.reader.claims.authorizedParty, in: payload)
            )
        case .expired:
            guard let date = date(context.reader.claims.expiration, in: payload) else { break }
            return IDTokenError(
                rejection.code,
                claim: "exp",
                expected: "later than \(now.advanced(bySeconds: -compiled.leeway))",
                actual: date.description,
                message: "The token expired \(now.seconds - date.seconds) s ago\(leewayNote)."
            )
        case .notYetValid:
            let claims = context.reader.claims
            let member = rejection.member == .notBefore ? claims.notBefore : claims.issuedAt
            guard let date = date(member, in: payload) else { break }
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
            let claims = context.reader.claims
            let age = (isAuthentication ? compiled.maximumAuthenticationAge : compiled.maximumTokenAge) ?? 0
            guard let date = date(isAuthentication ? claims.authenticationTime : claims.issuedAt, in: payload) else {
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

    private func unknownKeyError(
        _ rejection: Rejection,
        _ context: ThreadContext,
        _ keys: KeySetReading?,
        _ now: NumericDate
    ) -> IDTokenError {
        let buffer = context.reader.buffer
        let generation: UInt64 = if case .keys(let set) = keys { set.generation } else { 0 }
        let isPending = keyProvider?.unknownKey(in: generation, at: now) ?? false
        let identifier = shown(context.reader.header.keyIdentifier, in: buffer.span.octets)
        return IDTokenError(
            rejection.code,
            claim: "kid",
            expected: identifier == nil ? "a kid, or exactly one candidate key" : "a kid of the key set",
            actual: identifier,
            message: IDTokenError.sentence(rejection) + (isPending ? " A refresh of the key set is pending." : ""),
            isRefreshPending: isPending
        )
    }

    private func keyMismatchSentence(_ context: ThreadContext, _ keys: KeySetReading?) -> String {
        let general = "The key that the token names cannot verify ES256"
        let buffer = context.reader.buffer
        guard case .keys(let set) = keys, let member = context.reader.header.keyIdentifier else { return general + "." }
        let identifier = JSONText.copy(member.value, in: buffer.span.octets)
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
