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

    @Test func `A token is taken apart into its three decoded parts`() throws {
        var reader = TokenReader()
        let header = #"{"alg":"ES256","kid":"k"}"#
        let payload = #"{"iss":"i","exp":1}"#
        let bytes = Array(Self.token(header, payload, [9, 8, 7, 6]).utf8)
        let jws = try reader.read(bytes.span.octets, maximumBytes: 1000)
        #expect(Array(reader.buffer[..<reader.headerCount]) == Array(header.utf8))
        let place = reader.payloadStart..<(reader.payloadStart + reader.payloadCount)
        #expect(Array(reader.buffer[place]) == Array(payload.utf8))
        #expect(Array(reader.buffer[reader.signatureRange]) == [9, 8, 7, 6])
        #expect(jws.signingInput.upperBound == bytes.lastIndex(of: UInt8(ascii: ".")))
        #expect(reader.header.algorithm == .es256)
        #expect(reader.claims.expiration != nil)
    }

    @Test func `The size is judged before anything else`() {
        #expect(Self.code("..", maximumBytes: 1) == .tokenTooLarge)
        #expect(Self.code(String(repeating: "=", count: 20), maximumBytes: 19) == .tokenTooLarge)
    }

    @Test(arguments: ["", "a", "a.b", "a.b.", ".b.c", "a..c", "e30.e30.e30.e30", "e30.e30.e30.", "=.=", "a.b.c.d.e", "e30. .e30.x"])
    func `The number of segments is judged before their base64url`(_ token: String) {
        #expect(Self.code(token) == .malformedToken)
    }

    @Test(arguments: ["e30=.e30.AA", "e30.e30=.AA", "e30.e30.AA=", "e31.e30.AA", "e30.e31.AA", "e30.e30.AB", "e30.e30.A", "e30.e3 0.AA", "eyI.e3+.AA"])
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
            let payloadPlace = reader.payloadStart..<(reader.payloadStart + reader.payloadCount)
            #expect(Array(reader.buffer[payloadPlace]) == parts[1])
            #expect(Array(reader.buffer[reader.signatureRange]) == parts[2])
        }
    }

    @Test func `The header alone can be read of a token whose payload is anything`() throws {
        var reader = TokenReader()
        let bytes = Array(Self.token(#"{"alg":"HS256"}"#, "not JSON").utf8)
        _ = try reader.readHeader(bytes.span.octets, maximumBytes: 1000)
        #expect(reader.header.algorithm == .hs256)
        #expect(throws: Rejection(.malformedToken)) { try reader.read(bytes.span.octets, maximumBytes: 1000) }
    }
}
