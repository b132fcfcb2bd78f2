public import IDTokenCore

/// What can be chosen about judging tokens of LINE Login.
public struct LINEValidationOptions: Sendable {
    /// What is done with ID tokens of LIFF apps, which never have a nonce.
    public enum LIFFTokens: Sendable, Hashable {
        /// They are refused.
        case refused
        /// They are accepted for so many seconds after they were issued, or for as long as `exp` allows.
        ///
        /// Without a nonce a stolen token can be presented until then; use each once only to close that too. LIFF hands
        /// out the token of the last login again, so an age of a few minutes makes users log in more often.
        case accepted(maximumTokenAge: Int?)
    }

    /// Seconds of clock skew; what LINE's own SDKs allow unless told otherwise.
    public var leeway: Int
    /// The most seconds since the user authenticated, or `nil` for any. Tokens then need `auth_time`, which LINE adds
    /// only if `max_age` was asked for at login.
    public var maximumAuthenticationAge: Int?
    /// What is done with ID tokens of LIFF apps; refused unless told otherwise.
    public var liffTokens: LIFFTokens
    /// Which engine may judge ES256 signatures.
    public var engine: EngineChoice

    /// Makes options.
    public init(
        leeway: Int = ValidationPolicy.lineLeeway,
        maximumAuthenticationAge: Int? = nil,
        liffTokens: LIFFTokens = .refused,
        engine: EngineChoice = .automatic
    ) {
        self.leeway = leeway
        self.maximumAuthenticationAge = maximumAuthenticationAge
        self.liffTokens = liffTokens
        self.engine = engine
    }
}
