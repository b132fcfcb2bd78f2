/// A token taken apart: what its bytes say, none of it believed.
///
/// Its buffers are used again for the next token, so that reading one allocates nothing once they have grown.
struct TokenReader: ~Copyable {
    /// Header, payload and signature, decoded; header and payload each followed by zeros.
    private var decoded: [UInt8] = []
    private(set) var headerCount = 0
    private(set) var payloadStart = 0
    private(set) var payloadCount = 0
    private(set) var signatureStart = 0
    private(set) var signatureCount = 0
    private(set) var headerScanner = JSONScanner()
    private(set) var payloadScanner = JSONScanner()
    /// The members of the header that rules are about.
    private(set) var header = JOSEHeader()
    /// The claims that rules are about.
    private(set) var claims = ClaimsSet()

    init() {}

    /// Everything decoded; offsets of the header's members count from its start.
    var buffer: [UInt8] { decoded }
    /// The place of the decoded signature.
    var signatureRange: Range<Int> { signatureStart..<(signatureStart + signatureCount) }

    /// Reads a token: size, three segments, base64url of all three, then JSON of the header and of the payload
    /// (RFC 7519 §7.2, steps 1 to 10).
    @inline(__always)
    mutating func read(_ token: RawSpan, maximumBytes: Int) throws(Rejection) -> CompactJWS {
        guard token.byteCount <= maximumBytes else { throw Rejection(.tokenTooLarge) }
        let jws = try decode(token)
        try readHeader()
        let buffer = decoded
        let payload = buffer.span.octets.extracting(payloadStart...)
        try Self.accept(payloadScanner.scan(payload, count: payloadCount))
        claims = ClaimsSet(payloadScanner, in: payload)
        return jws
    }

    /// Reads a token's header alone, whatever its payload is: for signatures without claims.
    mutating func readHeader(_ token: RawSpan, maximumBytes: Int) throws(Rejection) -> CompactJWS {
        guard token.byteCount <= maximumBytes else { throw Rejection(.tokenTooLarge) }
        let jws = try decode(token)
        try readHeader()
        return jws
    }

    @inline(__always)
    private mutating func readHeader() throws(Rejection) {
        let buffer = decoded
        try Self.accept(headerScanner.scan(buffer.span.octets, count: headerCount))
        header = try JOSEHeader(headerScanner, in: buffer.span.octets)
    }

    /// Splits a token and decodes its three segments.
    @inline(__always)
    private mutating func decode(_ token: RawSpan) throws(Rejection) -> CompactJWS {
        guard let jws = CompactJWS(splitting: token) else { throw Rejection(.malformedToken) }
        payloadStart = Self.room(for: jws.header.count)
        signatureStart = payloadStart + Self.room(for: jws.payload.count)
        let needed = signatureStart + Self.room(for: jws.signature.count)
        if decoded.count < needed { grow(to: needed) }

        guard let counts = Self.decode(token, jws, into: &decoded, at: payloadStart, signatureStart) else {
            // A full stop too many looks like a bad character until the stops are counted.
            throw Rejection(CompactJWS.countsThreeSegments(token) ? .invalidBase64URL : .malformedToken)
        }
        (headerCount, payloadCount, signatureCount) = counts
        return jws
    }

    @inline(__always)
    private static func decode(
        _ token: RawSpan,
        _ jws: CompactJWS,
        into buffer: inout [UInt8],
        at payloadStart: Int,
        _ signatureStart: Int
    ) -> (header: Int, payload: Int, signature: Int)? {
        var output = buffer.mutableSpan
        // Safe: bytes have no padding to expose.
        var bytes = unsafe output.mutableBytes
        guard let header = decode(token.extracting(jws.header), into: &bytes, at: 0),
            let payload = decode(token.extracting(jws.payload), into: &bytes, at: payloadStart),
            let signature = decode(token.extracting(jws.signature), into: &bytes, at: signatureStart)
        else { return nil }
        return (header, payload, signature)
    }

    /// Decodes one segment and writes the zeros that the JSON scanner wants behind it.
    @inline(__always)
    private static func decode(_ segment: RawSpan, into bytes: inout MutableRawSpan, at start: Int) -> Int? {
        var target = bytes._mutatingExtracting(start..<(start + room(for: segment.byteCount)))
        guard let count = Base64URL.decode(segment, into: &target) else { return nil }
        target.storeBytes(of: 0, toByteOffset: count, as: UInt64.self)
        return count
    }

    /// The bytes that a decoded segment may take, its wide last store and the zeros behind it included.
    private static func room(for segmentCount: Int) -> Int {
        Base64URL.decodedCapacity(segmentCount) + JSONScanner.padding
    }

    @inline(never)
    private mutating func grow(to count: Int) {
        decoded = [UInt8](repeating: 0, count: max(count, 2 * decoded.count, 4096))
    }

    @inline(__always)
    private static func accept(_ outcome: JSONScanOutcome) throws(Rejection) {
        switch outcome {
        case .object: break
        case .malformed: throw Rejection(.malformedToken)
        case .duplicateMember: throw Rejection(.duplicateMember)
        }
    }
}
