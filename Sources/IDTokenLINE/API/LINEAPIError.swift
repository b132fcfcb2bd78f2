internal import IDTokenJWKS

/// Why LINE's API brought no user: because LINE refused, or because LINE could not be asked.
///
/// It holds no token, and no URL or text in which one could be: of what LINE says only texts that LINE documents are
/// shown. So it may be logged. Two errors are equal when their codes are.
public struct LINEAPIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is. More may be added.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The stable string, for example `line_unreachable`.
        public let rawValue: String

        /// Makes a code.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The stable string.
        public var description: String { rawValue }

        /// The text cannot be an access token (RFC 6750 §2.1); it was not sent anywhere.
        public static let malformedAccessToken = Code(rawValue: "malformed_access_token")
        /// LINE does not accept the access token, or not for what was asked.
        public static let accessTokenRefused = Code(rawValue: "access_token_refused")
        /// The access token has expired.
        public static let accessTokenExpired = Code(rawValue: "access_token_expired")
        /// The access token was issued to a channel that is none of ours.
        public static let channelMismatch = Code(rawValue: "channel_mismatch")
        /// LINE could not be reached: no host, no connection, no trusted connection, or it broke.
        public static let unreachable = Code(rawValue: "line_unreachable")
        /// LINE did not answer in time.
        public static let timedOut = Code(rawValue: "line_timed_out")
        /// LINE answered that it cannot answer now: a status of 500 and above, or too many requests.
        public static let unavailable = Code(rawValue: "line_unavailable")
        /// The answer is not what LINE documents: another status, no JSON, too long, or a member is missing.
        public static let unusableAnswer = Code(rawValue: "line_answer_unusable")
        /// The task that waited was cancelled.
        public static let cancelled = Code(rawValue: "cancelled")
        /// The address of LINE's API cannot be used: a mistake of the configuration.
        public static let invalidEndpoint = Code(rawValue: "invalid_endpoint")
    }

    /// The stable kind of failure.
    public let code: Code
    /// One sentence for people.
    public let message: String
    /// The status code of LINE's answer, if there was one.
    public let status: Int?

    init(_ code: Code, _ message: String, status: Int? = nil) {
        self.code = code
        self.message = message
        self.status = status
    }

    init(_ failure: HTTPFailure) {
        switch failure.code {
        case .deadlineExceeded: self.init(.timedOut, "LINE did not answer in time.")
        case .cancelled: self.init(.cancelled, "The call was cancelled.")
        case .bodyTooLarge: self.init(.unusableAnswer, "LINE's answer is longer than the limit.")
        case .unexpectedEncoding: self.init(.unusableAnswer, "LINE's answer is compressed, which nobody asked for.")
        // The sentence is the client's own, and not every client can be trusted to leave the URL out.
        default: self.init(.unreachable, "LINE could not be reached (\(failure.code)).")
        }
    }

    /// Whether the access token was found bad: a server answers 401. Otherwise nobody's token can be judged now, another
    /// attempt may succeed, and a server answers 503.
    public var isRefusal: Bool {
        switch code {
        case .malformedAccessToken, .accessTokenRefused, .accessTokenExpired, .channelMismatch: true
        default: false
        }
    }

    /// The code and the sentence.
    public var description: String { "\(code): \(message)" }

    /// Compares the codes alone.
    public static func == (first: LINEAPIError, second: LINEAPIError) -> Bool {
        first.code == second.code
    }

    /// Hashes the code alone.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
