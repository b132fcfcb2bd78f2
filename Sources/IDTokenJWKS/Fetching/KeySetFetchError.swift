internal import IDTokenCore

/// Why an attempt brought no key set that could be used.
///
/// It never holds a body, a token or a query, so it may be logged and used as a metric label by its ``code``. Two errors
/// are equal when their codes are.
public struct KeySetFetchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason. More may be added, so a `switch` over it needs a default.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The stable string, for example `deadline_exceeded`.
        public let rawValue: String

        /// Makes a code of a source's own.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The stable string.
        public var description: String { rawValue }

        /// The address is none that may be fetched: not https, not parsable, with credentials.
        public static let invalidAddress = Code(rawValue: "invalid_address")
        /// No connection, or it broke: refused, reset, no such name, and a TLS handshake that failed.
        public static let connectionFailed = Code(rawValue: "connection_failed")
        /// The certificate is not trusted or is for another name.
        public static let untrustedCertificate = Code(rawValue: "untrusted_certificate")
        /// The attempt did not end in time.
        public static let deadlineExceeded = Code(rawValue: "deadline_exceeded")
        /// The body is longer than the limit.
        public static let bodyTooLarge = Code(rawValue: "body_too_large")
        /// The body is compressed, which nobody asked for.
        public static let unexpectedEncoding = Code(rawValue: "unexpected_encoding")
        /// The status is neither 200 nor 304.
        public static let unexpectedStatus = Code(rawValue: "unexpected_status")
        /// A redirect leads to another scheme, host or port, nowhere, or in a circle.
        public static let redirectRefused = Code(rawValue: "redirect_refused")
        /// The answer is "not modified", but nothing was there that could have stayed.
        public static let notModifiedWithoutSet = Code(rawValue: "not_modified_without_set")
        /// The body is no JWK Set.
        public static let notAKeySet = Code(rawValue: "not_a_key_set")
        /// The set has no keys.
        public static let emptyKeySet = Code(rawValue: "empty_key_set")
        /// The set has keys, and none that can be used.
        public static let noUsableKey = Code(rawValue: "no_usable_key")
        /// A cache on the way answered with a set older than the one that is held, or older than any that is trusted.
        public static let staleAnswer = Code(rawValue: "stale_answer")
        /// The discovery document is not what OpenID Connect Discovery asks for.
        public static let invalidDiscovery = Code(rawValue: "invalid_discovery")
        /// The discovery document is of another issuer.
        public static let issuerMismatch = Code(rawValue: "issuer_mismatch")
        /// The file cannot be read.
        public static let unreadableFile = Code(rawValue: "unreadable_file")
        /// The file changed again and again while it was read.
        public static let unsteadyFile = Code(rawValue: "unsteady_file")
        /// The application has given no bytes.
        public static let nothingSupplied = Code(rawValue: "nothing_supplied")
        /// The attempt was cancelled.
        public static let cancelled = Code(rawValue: "cancelled")
    }

    /// The stable reason.
    public let code: Code
    /// The HTTP status, where there was one.
    public let status: Int?
    /// How long the endpoint asked to be left alone.
    public let retryAfter: Duration?
    /// One sentence for people.
    public let message: String

    /// Makes an error. Foreign text in the message is escaped and cut.
    public init(_ code: Code, _ message: String, status: Int? = nil, retryAfter: Duration? = nil) {
        self.code = code
        self.message = ForeignText.shown(message)
        self.status = status
        self.retryAfter = retryAfter
    }

    /// The code and the sentence.
    public var description: String { "\(code): \(message)" }

    /// Compares the codes alone.
    public static func == (first: KeySetFetchError, second: KeySetFetchError) -> Bool {
        first.code == second.code
    }

    /// Hashes the code alone.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    static func deadlineExceeded(_ limits: FetchLimits) -> KeySetFetchError {
        KeySetFetchError(HTTPFailure.deadlineExceeded(limits))
    }

    static func bodyTooLarge(_ limits: FetchLimits) -> KeySetFetchError {
        KeySetFetchError(HTTPFailure.bodyTooLarge(limits))
    }
}

extension KeySetFetchError: AttemptError {
    /// Why a request brought no answer, under the same code.
    init(_ failure: HTTPFailure) {
        self.init(Code(rawValue: failure.code.rawValue), failure.message)
    }
}
