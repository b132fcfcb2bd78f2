public import IDTokenJWKS

/// What a ``KeySetSource`` under test reads from, and the means to change it and to break it.
///
/// Bring one for a source of your own and hand it to ``KeySourceCompliance``.
public protocol KeySourceOrigin: Sendable {
    /// Makes a source that reads from this origin; the rules ask for a fresh one each.
    func makeSource() throws -> any KeySetSource

    /// Makes the origin hold these bytes.
    func publish(_ bytes: [UInt8]) async throws

    /// Breaks the origin in some way, until the next ``publish(_:)``.
    ///
    /// - Returns: `false` if it cannot be broken in this way, which then is no rule for it.
    func breakDown(_ fault: KeySourceFault) async throws -> Bool
}

/// A way in which the origin of keys can fail.
public enum KeySourceFault: String, Sendable, CaseIterable {
    /// There is nothing: no file, no bytes, status 404.
    case missing
    /// Nobody listens.
    case connectionRefused
    /// The connection is reset before an answer.
    case resetBeforeAnswer
    /// The connection is reset within the body.
    case resetInBody
    /// The body ends before its announced length.
    case truncatedBody
    /// Nothing comes.
    case stallBeforeAnswer
    /// Nothing comes any more within the body.
    case stallInBody
    /// The header comes byte by byte.
    case drippingHeader
    /// The body comes byte by byte.
    case drippingBody
    /// The body is far longer than the limit, and says so.
    case oversizedBody
    /// The body is far longer than the limit and has no announced length.
    case endlessBody
    /// The body is compressed and would be far longer than the limit.
    case gzipBomb
    /// Status 500.
    case serverError
    /// Status 429 with `Retry-After: 7`.
    case tooManyRequests
    /// Status 304 to a request that named no version.
    case notModifiedUnasked
    /// Status 204, without a body.
    case noContent
    /// A redirect to another host name.
    case redirectToOtherHost
    /// A redirect to another port of the same host.
    case redirectToOtherPort
    /// A redirect to another scheme.
    case redirectToOtherScheme
    /// A redirect to itself.
    case redirectInCircle
    /// A redirect without an address.
    case redirectToNowhere
    /// An answer that is not of HTTP.
    case notHTTP
    /// Endless header fields.
    case endlessHeader

    /// The codes that say what happened.
    public var expectedCodes: [KeySetFetchError.Code] {
        switch self {
        case .missing: [.unexpectedStatus, .unreadableFile, .nothingSupplied]
        case .connectionRefused, .resetBeforeAnswer, .resetInBody, .truncatedBody, .notHTTP: [.connectionFailed]
        case .stallBeforeAnswer, .stallInBody, .drippingHeader, .drippingBody: [.deadlineExceeded]
        case .oversizedBody, .endlessBody: [.bodyTooLarge]
        case .gzipBomb: [.unexpectedEncoding, .bodyTooLarge]
        case .serverError, .tooManyRequests, .noContent: [.unexpectedStatus]
        case .notModifiedUnasked: [.notModifiedWithoutSet]
        case .redirectToOtherHost, .redirectToOtherPort, .redirectToOtherScheme, .redirectInCircle, .redirectToNowhere:
            [.redirectRefused]
        case .endlessHeader: [.connectionFailed, .bodyTooLarge, .deadlineExceeded]
        }
    }
}
