internal import IDTokenCore

/// Why a request brought no answer.
///
/// It says nothing of what was sent, neither the URL nor the header nor the body, so it may be logged and used as a metric
/// label by its ``code``. Two failures are equal when their codes are.
public struct HTTPFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason. More may be added, so a `switch` over it needs a default.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The stable string, for example `deadline_exceeded`.
        public let rawValue: String

        /// Makes a code of a client's own.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The stable string.
        public var description: String { rawValue }

        /// The address is none that may be asked: not https, not parsable, with credentials.
        public static let invalidAddress = Code(rawValue: "invalid_address")
        /// No connection, or it broke: refused, reset, no such name, and a TLS handshake that failed.
        public static let connectionFailed = Code(rawValue: "connection_failed")
        /// The certificate is not trusted or is for another name.
        public static let untrustedCertificate = Code(rawValue: "untrusted_certificate")
        /// The answer did not come in time.
        public static let deadlineExceeded = Code(rawValue: "deadline_exceeded")
        /// The body is longer than the limit.
        public static let bodyTooLarge = Code(rawValue: "body_too_large")
        /// The body is compressed, which nobody asked for.
        public static let unexpectedEncoding = Code(rawValue: "unexpected_encoding")
        /// The file of certificate authorities cannot be read.
        public static let unreadableFile = Code(rawValue: "unreadable_file")
        /// The task that waited was cancelled.
        public static let cancelled = Code(rawValue: "cancelled")
    }

    /// The stable reason.
    public let code: Code
    /// One sentence for people.
    public let message: String

    /// Makes a failure. Foreign text in the message is escaped and cut; nothing of the request belongs into it.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = ForeignText.shown(message)
    }

    /// The code and the sentence.
    public var description: String { "\(code): \(message)" }

    /// Compares the codes alone.
    public static func == (first: HTTPFailure, second: HTTPFailure) -> Bool {
        first.code == second.code
    }

    /// Hashes the code alone.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    /// The task that waited was cancelled.
    package static var cancelled: HTTPFailure { HTTPFailure(.cancelled, "The attempt was cancelled.") }

    package static func deadlineExceeded(_ limits: FetchLimits) -> HTTPFailure {
        HTTPFailure(.deadlineExceeded, "The attempt took longer than \(limits.deadline).")
    }

    package static func bodyTooLarge(_ limits: FetchLimits) -> HTTPFailure {
        HTTPFailure(.bodyTooLarge, "The body has more than \(limits.maximumBytes) bytes.")
    }
}

/// An error that an attempt can end with for want of time, or because it was cancelled.
protocol AttemptError: Error {
    init(_ failure: HTTPFailure)
}

extension HTTPFailure: AttemptError {
    init(_ failure: HTTPFailure) { self = failure }
}
