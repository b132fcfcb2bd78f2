internal import IDTokenCore

/// Judges a token for the page, and looks at why.
struct PageJudge {
    /// It holds the keys of now, also where it judges at another time.
    private let validator: IDTokenValidator
    private let now: NumericDate

    init(_ validator: IDTokenValidator, now: NumericDate) {
        self.validator = validator.holdingKeys(of: now)
        self.now = now
    }

    /// The whole report on a token.
    func report(on question: PageQuestion) -> PageReport {
        let time = question.at.map { NumericDate(seconds: $0) } ?? now
        let engine = validator.verdict(
            on: question.token,
            nonce: question.nonce,
            subject: question.subject,
            at: time
        ).engine
        var failure: IDTokenError?
        do throws(IDTokenError) {
            _ = try validator.validate(
                question.token,
                nonce: question.nonce,
                subject: question.subject,
                at: time
            )
        } catch {
            failure = error
        }
        let contents = PageContents(question.token, limits: validator.policy.limits)
        let failed = failure.flatMap { JudgementRule(refusing: question.token, with: $0.code) }
        return PageReport(
            judgedAt: time.seconds,
            isNow: question.at == nil,
            failure: failure.map { PageFailure($0) },
            leeway: validator.policy.leeway,
            rules: PageRule.all(of: validator.policy, question, failed: failed),
            algorithm: contents.algorithm,
            engine: engine?.rawValue,
            key: key(of: contents, failed: failed),
            contents: contents
        )
    }

    /// The key of the set by which the token was judged, if it came so far that one was found.
    private func key(of contents: PageContents, failed: JudgementRule?) -> PageKey? {
        let order = JudgementRule.allCases
        guard contents.algorithm == SigningAlgorithm.es256.rawValue,
            failed.map({ order.firstIndex(of: $0) ?? 0 }) ?? order.count > order.firstIndex(of: .keyFitness) ?? 0,
            case .keys(let set) = validator.heldKeys(at: now),
            let key = set.key(for: contents.keyIdentifier)
        else { return nil }
        return PageKey(identifier: key.keyIdentifier, thumbprint: key.thumbprint)
    }
}
