internal import IDTokenCore

/// One rule of the judgement, and what became of it.
struct PageRule: Encodable, Sendable {
    enum State: String, Encodable {
        case holds
        case fails
        /// A rule before it failed.
        case notReached
        /// Neither the policy nor the person asked for it.
        case notAsked
    }

    let rule: String
    /// Under which heading it stands.
    let group: String
    /// What it asks, in words.
    let title: String
    /// What a refusal by it says.
    let codes: [String]
    /// The header members or claims that it looks at, where one look at them tells why it holds.
    let members: [String]
    let state: State

    /// All rules in the order of judgement.
    ///
    /// - Parameter failed: The rule that failed; `nil` if all hold.
    static func all(of policy: ValidationPolicy, _ question: PageQuestion, failed: JudgementRule?) -> [PageRule] {
        var state = State.holds
        return JudgementRule.allCases.map { rule in
            if rule == failed { state = .fails } else if state == .fails { state = .notReached }
            let isSkipped = state == .holds && !isAsked(rule, policy, question)
            return PageRule(
                rule: rule.rawValue,
                group: rule.group,
                title: rule.title(policy),
                codes: rule.codes.map(\.rawValue),
                members: rule.members,
                state: isSkipped ? .notAsked : state
            )
        }
    }

    private static func isAsked(_ rule: JudgementRule, _ policy: ValidationPolicy, _ question: PageQuestion) -> Bool {
        switch rule {
        case .age: policy.maximumTokenAge != nil || policy.maximumAuthenticationAge != nil
        case .subject: question.subject != nil || policy.expectedSubject != nil
        case .nonce: question.nonce != nil || policy.nonceRule != .uncheckedUnlessGiven
        // Nothing is spent by looking.
        case .replay: false
        default: true
        }
    }
}

extension JudgementRule {
    fileprivate var group: String {
        switch self {
        case .size, .segments, .base64URL, .headerSyntax, .headerNames, .payloadSyntax, .payloadNames:
            "Is it a token?"
        case .algorithm, .critical, .type, .key, .keyFitness: "Does its header agree with us?"
        case .claimTypes, .requiredClaims, .issuer, .audience, .authorizedParty, .expiration, .start, .age, .subject,
            .nonce:
            "Are its claims what we ask?"
        case .signature, .replay: "Is it signed, and for the first time?"
        }
    }

    fileprivate func title(_ policy: ValidationPolicy) -> String {
        switch self {
        case .size: "At most \(policy.limits.maximumTokenBytes) bytes long"
        case .segments: "Three segments"
        case .base64URL: "Each in strict base64url"
        case .headerSyntax: "The header is one JSON object"
        case .headerNames: "The header names nothing twice"
        case .payloadSyntax: "The payload is one JSON object"
        case .payloadNames: "The payload names nothing twice"
        case .algorithm: "An algorithm that we allow"
        case .critical: "No critical extension"
        case .type: "The type of a JWT, if it has one"
        case .key: "A key that we trust"
        case .keyFitness: "The key is one for this algorithm"
        case .claimTypes: "Claims of the right types"
        case .requiredClaims: "No required claim is missing"
        case .issuer: "From our issuer"
        case .audience: "For us"
        case .authorizedParty: "Issued to us, if it says to whom"
        case .expiration: "Not expired"
        case .start: "Valid already"
        case .age: "Not too old"
        case .subject: "Of the expected subject"
        case .nonce: "With the expected nonce"
        case .signature: "The signature verifies"
        case .replay: "Its nonce was not used before"
        }
    }

    fileprivate var members: [String] {
        switch self {
        case .algorithm: ["alg"]
        case .type: ["typ"]
        case .key: ["kid"]
        case .issuer: ["iss"]
        case .audience: ["aud"]
        case .authorizedParty: ["azp"]
        case .expiration: ["exp"]
        case .start: ["nbf", "iat"]
        case .subject: ["sub"]
        default: []
        }
    }
}
