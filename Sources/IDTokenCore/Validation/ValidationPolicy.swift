/// What a token must say to be believed (OpenID Connect Core §3.1.3.7).
///
/// Issuer, audiences and algorithms must be given; everything else has the strictest value that suits most.
public struct ValidationPolicy: Sendable, Hashable {
    /// What is asked of the `nonce` claim (OpenID Connect Core §3.1.3.7, rule 11).
    public enum NonceRule: Sendable, Hashable {
        /// Every token is judged against a nonce that the caller expects; a call without one is refused as
        /// ``ReasonCode/nonceMismatch``.
        case required
        /// A token must not have a nonce: nobody asked for one.
        case forbidden
        /// The nonce is compared where the caller expects one, and not looked at otherwise. Without a nonce a stolen
        /// token can be presented again until it expires.
        case uncheckedUnlessGiven
    }

    /// The issuer, compared byte for byte with `iss`.
    public var issuer: String
    /// Our client identifiers: `aud` must hold at least one of them, compared byte for byte.
    public var audiences: [String]
    /// The algorithms that may be used. Each needs its keys, and keys without their algorithm are refused.
    public var algorithms: Set<SigningAlgorithm>
    /// Seconds by which clocks may differ, for `exp`, `nbf`, `iat` and the maximum ages; 0 unless told otherwise.
    public var leeway: Int
    /// The most seconds since the user authenticated (`auth_time`, which then must be there), or `nil` for any
    /// (OpenID Connect Core §3.1.2.1, `max_age`).
    public var maximumAuthenticationAge: Int?
    /// The most seconds since the token was issued (`iat`), or `nil` for as long as `exp` allows.
    public var maximumTokenAge: Int?
    /// What is asked of `nonce`.
    public var nonceRule: NonceRule
    /// Who may be named by `azp`; `nil` for the audiences themselves.
    public var authorizedParties: [String]?
    /// The subject that every token must have, or `nil` for any; a single call may expect another.
    public var expectedSubject: String?
    /// Names of claims that must be there besides `iss`, `sub`, `aud`, `exp` and `iat`.
    public var requiredClaims: [String]
    /// The bounds on the input.
    public var limits: InputLimits

    /// Makes a policy. It is checked when a validator is made of it.
    public init(
        issuer: String,
        audiences: [String],
        algorithms: Set<SigningAlgorithm>,
        leeway: Int = 0,
        maximumAuthenticationAge: Int? = nil,
        maximumTokenAge: Int? = nil,
        nonceRule: NonceRule = .required,
        authorizedParties: [String]? = nil,
        expectedSubject: String? = nil,
        requiredClaims: [String] = [],
        limits: InputLimits = InputLimits()
    ) {
        self.issuer = issuer
        self.audiences = audiences
        self.algorithms = algorithms
        self.leeway = leeway
        self.maximumAuthenticationAge = maximumAuthenticationAge
        self.maximumTokenAge = maximumTokenAge
        self.nonceRule = nonceRule
        self.authorizedParties = authorizedParties
        self.expectedSubject = expectedSubject
        self.requiredClaims = requiredClaims
        self.limits = limits
    }
}
