/// Tokens to be judged together, each with the nonce and the subject that are expected of it, if any.
///
/// All texts lie in one buffer, so that a batch of thousands costs a handful of allocations, and none once it has grown:
/// fill it, validate, ``removeAll(keepingCapacity:)``, fill it again.
public struct TokenBatch: Sendable {
    /// The texts, one behind another: of each entry the token, the nonce, the subject.
    var bytes: [UInt8] = []
    var entries: [Entry] = []

    /// Where an entry's texts are; a text that is not expected is an empty one.
    struct Entry: Sendable {
        let token: Range<Int>
        let nonce: Range<Int>
        let subject: Range<Int>
        let expected: Expectations
    }

    /// Makes an empty batch.
    public init() {}

    /// Makes a batch of tokens of which neither nonce nor subject is expected one by one.
    public init(_ tokens: some Sequence<String>) {
        for token in tokens { append(token) }
    }

    /// How many tokens the batch has.
    public var count: Int { entries.count }

    /// Whether the batch has no token.
    public var isEmpty: Bool { entries.isEmpty }

    /// Adds a token with what is expected of it; see ``IDTokenValidator/validate(_:nonce:subject:at:)-(String,_,_,_)``.
    public mutating func append(_ token: String, nonce: String? = nil, subject: String? = nil) {
        append(token.utf8.span, nonce: nonce, subject: subject)
    }

    /// Adds a token given as bytes, which are copied.
    public mutating func append(_ token: Span<UInt8>, nonce: String? = nil, subject: String? = nil) {
        let start = bytes.count
        bytes.append(token.octets)
        let tokenEnd = bytes.count
        if let nonce { bytes.append(nonce.utf8.span.octets) }
        let nonceEnd = bytes.count
        if let subject { bytes.append(subject.utf8.span.octets) }
        entries.append(
            Entry(
                token: start..<tokenEnd,
                nonce: tokenEnd..<nonceEnd,
                subject: nonceEnd..<bytes.count,
                expected: Expectations(nonce: nonce != nil, subject: subject != nil)
            )
        )
    }

    /// Makes room for some tokens with some bytes in all.
    public mutating func reserveCapacity(tokens: Int, bytes: Int) {
        entries.reserveCapacity(tokens)
        self.bytes.reserveCapacity(bytes)
    }

    /// Removes all tokens.
    public mutating func removeAll(keepingCapacity: Bool = false) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
        entries.removeAll(keepingCapacity: keepingCapacity)
    }
}
