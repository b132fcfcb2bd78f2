/// A token taken apart: what its bytes say, none of it believed.
///
/// Its buffers are used again for the next token, so that reading one allocates nothing once they have grown.
struct TokenReader: ~Copyable {
    /// Header, payload and signature, decoded; header and payload each followed by zeros.
    private var decoded = DecodedBytes()
    private var headerScanner = JSONScanner()
    private(set) var payloadScanner = JSONScanner()
    private let base64URL = Base64URL.Decoder()
    /// The encoded header that ``header`` was read from, so that it need not be read again; empty if there is none.
    private var headerSegment: [UInt8] = []
    private(set) var headerCount = 0
    private var payloadStart = 0
    private(set) var payloadCount = 0
    private var signatureStart = 0
    private(set) var signatureCount = 0
    /// The members of the header that rules are about.
    private(set) var header = JOSEHeader()
    /// The claims that rules are about.
    private(set) var claims = ClaimsSet()

    init() {}

    /// The decoded header, and whatever lies behind it; offsets of the header's members count from its start.
    var headerText: RawSpan {
        @_lifetime(borrow self)
        get { decoded.octets }
    }

    /// The decoded payload, and whatever lies behind it; offsets of the claims count from its start.
    var payloadText: RawSpan {
        @_lifetime(borrow self)
        get { decoded.octets.extracting(payloadStart...) }
    }

    /// The decoded signature.
    var signature: RawSpan {
        @_lifetime(borrow self)
        get { decoded.octets.extracting(signatureStart..<(signatureStart &+ signatureCount)) }
    }

    /// A claim's member, or `nil` if it is absent.
    @inline(__always)
    func claim(_ index: MemberIndex) -> JSONMember? {
        index.raw < 0 ? nil : payloadScanner.members[Int(index.raw)]
    }

    /// Reads a token: size, three segments, base64url of all three, then JSON of the header and of the payload
    /// (RFC 7519 §7.2, steps 1 to 10).
    @inline(__always)
    mutating func read(_ token: RawSpan, maximumBytes: Int) throws(Rejection) -> CompactJWS {
        let jws = try readHeader(token, maximumBytes: maximumBytes)
        try Self.accept(Self.scan(&payloadScanner, decoded, from: payloadStart, count: payloadCount))
        claims = ClaimsSet(payloadScanner, in: payloadText)
        return jws
    }

    /// Reads a token, but not its payload's JSON, which may be anything: for signatures without claims.
    @inline(__always)
    mutating func readHeader(_ token: RawSpan, maximumBytes: Int) throws(Rejection) -> CompactJWS {
        guard token.byteCount <= maximumBytes else { throw Rejection(.tokenTooLarge) }
        guard let jws = CompactJWS(splitting: token) else { throw Rejection(.malformedToken) }
        let isSameHeader = isSameHeader(token, jws)
        if !isSameHeader { headerSegment.removeAll(keepingCapacity: true) }
        guard decode(token, jws, isSameHeader: isSameHeader) else {
            // A full stop too many looks like a bad character until the stops are counted.
            throw Rejection(CompactJWS.countsThreeSegments(token) ? .invalidBase64URL : .malformedToken)
        }
        if !isSameHeader { try readNewHeader(token, jws) }
        return jws
    }

    /// Whether a token's header is, to the byte, that of the token before. Tokens of one key or secret all have the same,
    /// and reading it is a third of the work on a token's syntax.
    @inline(__always)
    private func isSameHeader(_ token: RawSpan, _ jws: CompactJWS) -> Bool {
        guard headerSegment.count == jws.header.count, decoded.count >= needed(jws) else { return false }
        return JSONText.equal(headerSegment.span.octets, token.extracting(jws.header))
    }

    @inline(never)
    private mutating func readNewHeader(_ token: RawSpan, _ jws: CompactJWS) throws(Rejection) {
        try Self.accept(Self.scan(&headerScanner, decoded, from: 0, count: headerCount))
        header = try JOSEHeader(headerScanner, in: decoded.octets)
        let segment = token.extracting(jws.header)
        for offset in segment.byteOffsets { headerSegment.append(segment.octet(at: offset)) }
    }

    /// Decodes the three segments; the header only if it is another one than before.
    @inline(__always)
    private mutating func decode(_ token: RawSpan, _ jws: CompactJWS, isSameHeader: Bool) -> Bool {
        let needed = needed(jws)
        if decoded.count < needed { decoded.grow(to: needed) }
        payloadStart = Self.room(for: jws.header.count)
        signatureStart = payloadStart &+ Self.room(for: jws.payload.count)
        if !isSameHeader {
            guard let count = Self.decode(token.extracting(jws.header), base64URL, &decoded, at: 0) else {
                return false
            }
            headerCount = count
        }
        guard let payload = Self.decode(token.extracting(jws.payload), base64URL, &decoded, at: payloadStart),
            let signature = Self.decode(token.extracting(jws.signature), base64URL, &decoded, at: signatureStart)
        else { return false }
        (payloadCount, signatureCount) = (payload, signature)
        return true
    }

    /// Decodes one segment and writes the zeros that the JSON scanner wants behind it.
    @inline(__always)
    private static func decode(
        _ segment: RawSpan,
        _ base64URL: Base64URL.Decoder,
        _ decoded: inout DecodedBytes,
        at start: Int
    ) -> Int? {
        var bytes = decoded.mutableOctets
        var target = bytes._mutatingExtracting(start..<(start &+ room(for: segment.byteCount)))
        guard let count = base64URL.decode(segment, into: &target) else { return nil }
        target.storeBytes(of: .zero, toByteOffset: count, as: SIMD32<UInt8>.self)
        return count
    }

    private func needed(_ jws: CompactJWS) -> Int {
        Self.room(for: jws.header.count) &+ Self.room(for: jws.payload.count) &+ Self.room(for: jws.signature.count)
    }

    /// The bytes that a decoded segment may take, its wide last store and the zeros behind it included.
    @inline(__always)
    private static func room(for segmentCount: Int) -> Int {
        Base64URL.decodedCapacity(segmentCount) &+ JSONScanner.padding
    }

    @inline(__always)
    private static func scan(
        _ scanner: inout JSONScanner,
        _ decoded: borrowing DecodedBytes,
        from start: Int,
        count: Int
    ) -> JSONScanOutcome {
        scanner.scan(decoded.octets.extracting(start...), count: count)
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
