/// An HTTP client, as far as fetching keys needs one: a single GET, no redirect followed, no cookie, no cache, no
/// credentials.
///
/// What an answer means, where a redirect may lead and when an attempt is over is decided by ``HTTPKeySetSource``, the
/// same for every client. A client must verify the server's certificate and name and must not offer to leave that out.
public protocol HTTPTransport: Sendable {
    /// Sends one GET request and reads its answer.
    ///
    /// - Parameters:
    ///   - address: Where to.
    ///   - fields: The header fields to send, besides those that every request has.
    ///   - limits: The byte limit, at which reading must stop, and the deadline, which is also kept without the client.
    /// - Throws: ``KeySetFetchError`` if there is no answer or its body is longer than the limit. A status is no error.
    func get(
        _ address: KeySetAddress,
        fields: [(name: String, value: String)],
        limits: FetchLimits
    ) async throws(KeySetFetchError) -> HTTPAnswer
}

/// The answer to a GET request.
public struct HTTPAnswer: Sendable {
    /// The status code.
    public var status: Int
    /// The body, decompressed if it was compressed.
    public var body: [UInt8]
    private let fields: [(name: String, value: String)]

    /// Makes an answer.
    public init(status: Int, fields: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.fields = fields.map { ($0.name.lowercased(), $0.value) }
        self.body = body
    }

    /// The value of a header field, several of one name joined by commas (RFC 9110 §5.3); the name in lower case.
    public subscript(field: String) -> String? {
        let values = fields.filter { $0.name == field }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
