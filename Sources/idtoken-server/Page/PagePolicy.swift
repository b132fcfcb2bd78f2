internal import IDTokenCore

/// What tokens a validator of this server accepts, for the page to say so.
struct PagePolicy: Encodable, Sendable {
    let issuer: String
    let audiences: [String]
    let algorithms: [String]
    /// Seconds.
    let leeway: Int
    /// Seconds, if there is a maximum.
    let maximumTokenAge: Int?
    /// Seconds, if there is a maximum.
    let maximumAuthenticationAge: Int?
    let nonce: String
    /// How many keys are trusted and can be used; `nil` if none is asked for.
    let usableKeys: Int?

    init(_ validator: IDTokenValidator, at now: NumericDate) {
        let policy = validator.policy
        issuer = policy.issuer
        audiences = policy.audiences
        algorithms = SigningAlgorithm.allCases.filter(policy.algorithms.contains).map(\.rawValue)
        leeway = policy.leeway
        maximumTokenAge = policy.maximumTokenAge
        maximumAuthenticationAge = policy.maximumAuthenticationAge
        nonce =
            switch policy.nonceRule {
            case .required: "required"
            case .forbidden: "forbidden"
            case .uncheckedUnlessGiven: "compared where one is given"
            }
        usableKeys =
            switch validator.heldKeys(at: now) {
            case .keys(let set): set.usableKeys.count
            case .unavailable: 0
            case nil: nil
            }
    }
}
