import Testing

@testable import IDTokenCore

@Suite struct TokenReaderTests {
    private static func token(_ header: String, _ payload: String, _ signature: [UInt8] = [1, 2, 3]) -> String {
        [Array(header.utf8), Array(payload.utf8), signature].map { Base64URL.encode($0) }.joined(separator: ".")
    }

    private static func code(_ token: String, maximumBytes: Int = 16_384) -> ReasonCode? {
        var reader = TokenReader()
        let bytes = Array(token.utf8)
        do throws(Rejection) {
            _ = try reader.read(bytes.span.octets, maximumBytes: maximumBytes)
            return nil
        } catch {
            return error.code
        }
    }

    private static func parts(_ reader: borrowing TokenReader) -> [[UInt8]] {
        [
            reader.headerText.extracting(first: reader.headerCount).copiedBytes,
            reader.payloadText.extracting(first: reader.payloadCount).copiedBytes,
            reader.signature.copiedBytes,
        ]
    }

    @Test func `A token is taken apart into its three decoded parts`() throws {
        var reader = TokenReader()
        let header = #"{"alg":"ES256","kid":"k"}"#
        let payload = #"{"iss":"i","exp":1}"#
        let bytes = Array(Self.token(header, payload, [9, 8, 7, 6]).utf8)
        let jws = try reader.read(bytes.span.octets, maximumBytes: 1000)
        let parts = Self.parts(reader)
        #expect(parts == [Array(header.utf8), Array(payload.utf8), [9, 8, 7, 6]])
        #expect(jws.signingInput.upperBound == bytes.lastIndex(of: UInt8(ascii: ".")))
        let (algorithm, expiration) = (reader.header.algorithm, reader.claim(reader.claims.expiration))
        #expect(algorithm == .es256)
        #expect(expiration?.kind == .number)
    }

    @Test func `The size is judged before anything else`() {
        #expect(Self.code("..", maximumBytes: 1) == .tokenTooLarge)
        #expect(Self.code(String(repeating: "=", count: 20), maximumBytes: 19) == .tokenTooLarge)
    }

    @Test(arguments: [
        "", "a", "a.b", "a.b.", ".b.c", "a..c", "e30.e30.e30.e30", "e30.e30.e30.", "=.=", "a.b.c.d.e", "e30. .e30.x",
    ])
    func `The number of segments is judged before their base64url`(_ token: String) {
        #expect(Self.code(token) == .malformedToken)
    }

    @Test(arguments: [
        "e30=.e30.AA", "e30.e30=.AA", "e30.e30.AA=", "e31.e30.AA", "e30.e31.AA", "e30.e30.AB", "e30.e30.A",
        "e30.e3 0.AA", "eyI.e3+.AA",
    ])
    func `The base64url of all segments is judged before any JSON`(_ token: String) {
        #expect(Self.code(token) == .invalidBase64URL)
        // Neither segment holds JSON here, yet the bad signature segment decides.
        #expect(Self.code("AAAA.AAAA.A=") == .invalidBase64URL)
    }

    @Test func `The header is judged before the payload, and syntax before repeated names`() {
        let (good, twice, bad, kid) = ("{}", #"{"a":1,"a":1}"#, "{", #"{"kid":1}"#)
        #expect(Self.code(Self.token(good, good)) == nil)
        #expect(Self.code(Self.token(bad, twice)) == .malformedToken)
        #expect(Self.code(Self.token(twice, bad)) == .duplicateMember)
        #expect(Self.code(Self.token(good, bad)) == .malformedToken)
        #expect(Self.code(Self.token(good, twice)) == .duplicateMember)
        #expect(Self.code(Self.token(kid, twice)) == .malformedToken)
        #expect(Self.code(Self.token(#"{"kid":1,"kid":1}"#, good)) == .duplicateMember)
    }

    @Test(arguments: ["[]", "null", "1", "\"{}\"", "", " ", "{}{}", "{\"a\":\"\u{1}\"}"])
    func `A header or payload that is not one object is malformed`(_ text: String) {
        #expect(Self.code(Self.token(text.isEmpty ? " " : text, "{}")) == .malformedToken)
        #expect(Self.code(Self.token("{}", text.isEmpty ? " " : text)) == .malformedToken)
    }

    @Test func `A reader that is used again gives what a new one gives, after longer and shorter tokens`() {
        var random = SeededGenerator(77)
        var writer = RandomJSON(seed: 77)
        var reader = TokenReader()
        for _ in 0..<400 {
            let header = Array(writer.object().utf8)
            let payload = Array(writer.object().utf8)
            let parts = [
                random.oneIn(4) ? writer.damaged(header) : header, random.oneIn(4) ? writer.damaged(payload) : payload,
                random.bytes(Int.random(in: 1...100, using: &random)),
            ]
            let token = parts.map { Base64URL.encode($0) }.joined(separator: ".")
            let bytes = Array(token.utf8)
            var again: ReasonCode?
            do throws(Rejection) {
                _ = try reader.read(bytes.span.octets, maximumBytes: 100_000)
            } catch {
                again = error.code
            }
            guard again == Self.code(token, maximumBytes: 100_000) else {
                Issue.record("\(token) depends on the token before")
                return
            }
            guard again == nil else { continue }
            let found = Self.parts(reader)
            #expect(found == parts)
        }
    }

    @Test func `A header that was seen before is what a new reader makes of it, whatever came in between`() {
        let headers =
            [
                #"{"alg":"ES256","kid":"a"}"#, #"{"alg":"ES256","kid":"b"}"#, #"{"alg":"HS256"}"#, #"{"alg":"none"}"#,
                #"{"alg":"ES256","crit":[]}"#, #"{"typ":"at+jwt"}"#, #"{"kid":1}"#, #"{"a":1,"a":1}"#, "{", "{}",
                #"{"alg":"ES256","kid":"\#(String(repeating: "k", count: 5000))"}"#,
            ].map { Base64URL.encode($0.utf8) } + ["e30=", "e31", "A"]
        let payloads = ["e30", "e3", "e30=", Base64URL.encode("{".utf8), Base64URL.encode(#"{"exp":1}"#.utf8)]
        let long = Base64URL.encode(#"{"x":"\#(String(repeating: "y", count: 20_000))"}"#.utf8)
        let signatures = ["AA", "AB", "A", String(repeating: "A", count: 86), "AA.AA"]
        var random = SeededGenerator(42)
        var reader = TokenReader()
        for _ in 0..<3000 {
            let header = headers[Int.random(in: 0..<headers.count, using: &random)]
            let payload = random.oneIn(20) ? long : payloads[Int.random(in: 0..<payloads.count, using: &random)]
            let signature = signatures[Int.random(in: 0..<signatures.count, using: &random)]
            let token = random.oneIn(15) ? header : "\(header).\(payload).\(signature)"
            var fresh = TokenReader()
            let (expected, found) = (Self.outcome(&fresh, token), Self.outcome(&reader, token))
            guard found == expected else {
                Issue.record("\(token.prefix(200)) gives something else after others than alone")
                return
            }
        }
    }

    /// The code, or all that a rule may ask of the header and the parts.
    private static func outcome(_ reader: inout TokenReader, _ token: String) -> [[UInt8]] {
        let bytes = Array(token.utf8)
        do throws(Rejection) {
            _ = try reader.read(bytes.span.octets, maximumBytes: 50_000)
        } catch {
            return [Array(error.code.rawValue.utf8)]
        }
        let header = reader.header
        let identifier = header.keyIdentifier.map { JSONText.copy($0.value, in: reader.headerText) }
        let seen = "\(header.algorithm, default: "-") \(identifier ?? "-") \(header.hasCritical) \(header.isJWT)"
        return [Array(seen.utf8)] + parts(reader)
    }

    @Test func `The header alone can be read of a token whose payload is anything`() throws {
        var reader = TokenReader()
        let bytes = Array(Self.token(#"{"alg":"HS256"}"#, "not JSON").utf8)
        _ = try reader.readHeader(bytes.span.octets, maximumBytes: 1000)
        let algorithm = reader.header.algorithm
        #expect(algorithm == .hs256)
        #expect(Self.code(String(decoding: bytes, as: UTF8.self)) == .malformedToken)
    }

    /// What the rules of syntax say of a token, by plain means: a split, the plain decoder, the plain parser.
    private static func plainCode(_ token: [UInt8]) -> ReasonCode? {
        let segments = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard segments.count == 3, !segments.contains(where: \.isEmpty) else { return .malformedToken }
        let decoded = segments.compactMap { Base64URL.decodeReference($0) }
        guard decoded.count == 3 else { return .invalidBase64URL }
        for (index, text) in decoded.prefix(2).enumerated() {
            guard let value = try? JSONValue(parsing: text), value.objectValue != nil else { return .malformedToken }
            guard !value.hasDuplicateNames else { return .duplicateMember }
            if index == 0, let identifier = value["kid"], identifier.stringValue == nil { return .malformedToken }
        }
        return nil
    }

    @Test func `Random and damaged tokens are judged as plain means judge them, by one reader for all`() throws {
        var random = SeededGenerator(0x70)
        var writer = RandomJSON(seed: 0x70)
        var reader = TokenReader()
        var codes: [ReasonCode?: Int] = [:]
        for _ in 0..<Scale.count(6000, full: 1_000_000) {
            let header = random.oneIn(2) ? #"{"alg":"ES256","kid":"k","typ":"JWT"}"# : writer.object()
            let parts = [Array(header.utf8), Array(writer.object().utf8), random.bytes(64)].map {
                random.oneIn(6) ? writer.damaged($0) : $0
            }
            var token = Array(parts.map { Base64URL.encode($0) }.joined(separator: ".").utf8)
            if random.oneIn(5) { token = writer.damaged(token) }
            if random.oneIn(50) { token = random.bytes(Int.random(in: 0...80, using: &random)) }
            var code: ReasonCode?
            do throws(Rejection) {
                _ = try reader.read(token.span.octets, maximumBytes: 1_000_000)
            } catch {
                code = error.code
            }
            codes[code, default: 0] += 1
            guard code == Self.plainCode(token) else {
                Issue.record("\(token) is \(code?.rawValue ?? "accepted")")
                return
            }
            guard code == nil else { continue }
            let shown = try UnverifiedIDToken(parsing: token, limits: InputLimits(maximumTokenBytes: 1_000_000))
            let found = Self.parts(reader)
            guard found[0] == shown.headerBytes, found[1] == shown.payloadBytes, shown.claims.objectValue != nil,
                reader.payloadScanner.members.count == shown.claims.objectValue?.count
            else {
                Issue.record("\(token) is read in two ways")
                return
            }
        }
        for code: ReasonCode? in [nil, .malformedToken, .invalidBase64URL, .duplicateMember] {
            #expect(codes[code, default: 0] > 100, "\(code?.rawValue ?? "accepted")")
        }
    }
}
