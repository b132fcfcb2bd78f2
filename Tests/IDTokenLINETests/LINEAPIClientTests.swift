import IDTokenLINE
import Synchronization
import Testing

struct LINEAPIClientTests {
    /// Has every character that must be encoded in a URL.
    static let text = "eyJhbGciOiJIUzI1NiJ9.UnQ_o-GP0V+tn/wDj~bK0C8E=="
    static let verified = StandInAnswer.json(
        200,
        #"{"scope":"profile","client_id":"1440057261","expires_in":2591659}"#
    )
    static let profile = StandInAnswer.json(
        200,
        #"{"userId":"U4af4980629","displayName":"Brown \u00e9","pictureUrl":"https://profile.line-scdn.net/abc"}"#
    )

    private func client(
        _ server: StandInServer,
        totalTime: Duration = .seconds(600),
        maximumBodyBytes: Int = 65_536
    ) throws -> LINEAPIClient {
        LINEAPIClient(
            endpoint: try LINEEndpoint(server.address, allowsLoopbackHTTP: true),
            limits: LINEAPILimits(totalTime: totalTime, maximumBodyBytes: maximumBodyBytes),
            retryDelay: { .milliseconds(1) }
        )
    }

    /// The error of a verification and profile against a server that answers so, with no token in any text of it.
    private func error(
        totalTime: Duration = .seconds(600),
        maximumBodyBytes: Int = 65_536,
        _ answer: @escaping @Sendable (StandInRequest, Int) -> StandInAnswer
    ) async throws -> (error: LINEAPIError?, requests: [StandInRequest]) {
        let server = try StandInServer(answer)
        let client = try client(server, totalTime: totalTime, maximumBodyBytes: maximumBodyBytes)
        let token = try LINEAccessToken(Self.text)
        var failure: LINEAPIError?
        do throws(LINEAPIError) {
            _ = try await client.verifiedProfile(of: token, channelIDs: ["1440057261"])
        } catch {
            failure = error
        }
        if let failure { Self.expectNoToken(in: failure) }
        return (failure, server.requests)
    }

    private static func expectNoToken(in error: LINEAPIError) {
        var dumped = ""
        dump(error, to: &dumped)
        for text in [error.description, error.message, "\(error)", String(reflecting: error), dumped] {
            for secret in [Self.text, "UnQ_o-GP0V", "%2Btn", "access_token=", "Bearer"] {
                #expect(!text.contains(secret))
            }
        }
    }

    private func error(onVerify body: String, status: Int = 200) async throws -> LINEAPIError? {
        try await error { request, _ in
            request.path == "/v2/profile" ? Self.profile : .json(status, body)
        }.error
    }

    // MARK: What is asked

    @Test func `A good token is verified, and then its profile is fetched`() async throws {
        let server = try StandInServer { request, _ in request.path == "/v2/profile" ? Self.profile : Self.verified }
        let (status, profile) = try await client(server).verifiedProfile(
            of: LINEAccessToken(Self.text),
            channelIDs: ["1", "1440057261"]
        )
        #expect(status.channelID == "1440057261")
        #expect(status.expiresIn == 2_591_659)
        #expect(status.scope == "profile")
        #expect(profile.userID == "U4af4980629")
        #expect(profile.displayName == "Brown é")
        #expect(profile.pictureURL == "https://profile.line-scdn.net/abc")
        #expect(profile.statusMessage == nil)
    }

    @Test func `The token stands encoded in the one URL where LINE wants it, and in a header for the profile`()
        async throws
    {
        let requests = try await error { request, _ in
            request.path == "/v2/profile" ? Self.profile : Self.verified
        }.requests
        try #require(requests.count == 2)
        #expect(requests[0].method == "GET")
        #expect(requests[0].path == "/oauth2/v2.1/verify")
        #expect(requests[0].query == "access_token=eyJhbGciOiJIUzI1NiJ9.UnQ_o-GP0V%2Btn%2FwDj~bK0C8E%3D%3D")
        #expect(requests[0].headers["authorization"] == nil)
        #expect(requests[1].method == "GET")
        #expect(requests[1].path == "/v2/profile")
        #expect(requests[1].query == "")
        #expect(requests[1].headers["authorization"] == "Bearer \(Self.text)")
        #expect(requests.allSatisfy { $0.headers["cookie"] == nil })
    }

    @Test(arguments: [
        "", "=", "a b", " a", "a\n", "a\r\nX-Injected: 1", "a\u{0}", "\u{FC}", "a=b", "\"a\"", "a,b", "a&client_id=1",
        "a%20b",
        String(repeating: "a", count: 4097),
    ])
    func `What cannot be an access token is sent nowhere`(text: String) {
        let error = #expect(throws: LINEAPIError.self) { try LINEAccessToken(text) }
        #expect(error?.code == .malformedAccessToken)
        #expect(error?.isRefusal == true)
    }

    // MARK: Refused by LINE

    @Test func `An expired token is refused as expired`() async throws {
        let error = try await error(
            onVerify: #"{"error":"invalid_request","error_description":"access token expired"}"#,
            status: 400
        )
        #expect(error?.code == .accessTokenExpired)
        #expect(error?.isRefusal == true)
        #expect(error?.status == 400)
    }

    @Test(arguments: [400, 401, 403])
    func `A token that LINE does not accept is refused, and what LINE says of it is not repeated`(status: Int)
        async throws
    {
        let (error, requests) = try await error { _, _ in
            .json(status, #"{"error":"invalid_request","error_description":"no such token: \#(Self.text)"}"#)
        }
        #expect(error?.code == .accessTokenRefused)
        #expect(error?.isRefusal == true)
        #expect(requests.count == 1)
    }

    @Test(arguments: [401, 403])
    func `A token that is not good for the profile is refused`(status: Int) async throws {
        let (error, requests) = try await error { request, _ in
            request.path == "/v2/profile"
                ? .json(status, #"{"message":"The request is missing scope"}"#) : Self.verified
        }
        #expect(error?.code == .accessTokenRefused)
        #expect(requests.count == 2)
    }

    @Test(arguments: [
        "1440057262", "144005726", "14400572610", " 1440057261", "1440057261-abcdefgh", "", "\u{661}440057261",
    ])
    func `A token of another channel is refused, and no profile is fetched`(channelID: String) async throws {
        let (error, requests) = try await error { _, _ in
            .json(200, #"{"scope":"profile","client_id":"\#(channelID)","expires_in":100}"#)
        }
        #expect(error?.code == .channelMismatch)
        #expect(error?.isRefusal == true)
        #expect(requests.count == 1)
    }

    @Test(arguments: [0, -1, Int.min])
    func `A token that expires in no positive time is refused, and no profile is fetched`(seconds: Int) async throws {
        let (error, requests) = try await error { _, _ in
            .json(200, #"{"client_id":"1440057261","expires_in":\#(seconds)}"#)
        }
        #expect(error?.code == .accessTokenExpired)
        #expect(error?.isRefusal == true)
        #expect(requests.count == 1)
    }

    // MARK: Not what LINE documents

    @Test(arguments: [
        #"{"client_id":"1440057261"}"#, #"{"expires_in":100}"#, "{}",
        #"{"client_id":"1440057261","expires_in":"100"}"#, #"{"client_id":"1440057261","expires_in":100.5}"#,
        #"{"client_id":"1440057261","expires_in":null}"#, #"{"client_id":1440057261,"expires_in":100}"#,
        #"{"client_id":["1440057261"],"expires_in":100}"#,
        #"{"client_id":"1440057261","expires_in":99999999999999999999}"#,
        #"{"client_id":"2","client_id":"1440057261","expires_in":100}"#,
        #"{"client_id":"1440057261","expires_in":0,"expires_in":100}"#,
        #"[{"client_id":"1440057261","expires_in":100}]"#, #"{"client_id":"1440057261","expires_in":100"#, "", "null",
        "<html><body>Welcome</body></html>",
    ])
    func `An answer that is not what LINE documents is no verification`(body: String) async throws {
        let error = try await error(onVerify: body)
        #expect(error?.code == .unusableAnswer)
        #expect(error?.isRefusal == false)
    }

    @Test(arguments: [#"{"displayName":"Brown"}"#, #"{"userId":""}"#, #"{"userId":7}"#, "[]", "<html>"])
    func `A profile without a user is none`(body: String) async throws {
        let (error, _) = try await error { request, _ in
            request.path == "/v2/profile" ? .json(200, body) : Self.verified
        }
        #expect(error?.code == .unusableAnswer)
    }

    @Test(arguments: [201, 204, 301, 302, 304, 404, 413, 418])
    func `Another status is no verification`(status: Int) async throws {
        let error = try await error(onVerify: #"{"client_id":"1440057261","expires_in":100}"#, status: status)
        #expect(error?.code == .unusableAnswer)
    }

    @Test func `A page instead of an answer is no refusal`() async throws {
        let (error, _) = try await error { _, _ in
            .raw(StandInServer.whole(400, "text/html", "<html>Bad Request</html>"))
        }
        #expect(error?.code == .unusableAnswer)
        #expect(error?.isRefusal == false)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `A redirect is not followed`(status: Int) async throws {
        let elsewhere = try StandInServer { _, _ in Self.verified }
        let (error, _) = try await error { [address = elsewhere.address] _, _ in
            let location = "Location: \(address)/oauth2/v2.1/verify?access_token=x\r\n"
            return .raw(StandInServer.whole(status, "text/plain", "", extra: location))
        }
        #expect(error?.code == .unusableAnswer)
        #expect(error?.status == status)
        #expect(elsewhere.requests.isEmpty)
    }

    @Test func `A body beyond the limit is not read`() async throws {
        let filler = String(repeating: " ", count: 2000)
        let answer = #"{"client_id":"1440057261","expires_in":100}"#
        for text in [
            StandInServer.whole(200, "application/json", answer + filler),
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + answer + filler,
        ] {
            let (error, requests) = try await error(maximumBodyBytes: 1000) { _, _ in .raw(text) }
            #expect(error?.code == .unusableAnswer)
            #expect(requests.count == 1)
        }
    }

    @Test func `A body without end is not waited for beyond the limit`() async throws {
        let (error, _) = try await error(maximumBodyBytes: 10) { _, _ in
            .drip(after: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{")
        }
        #expect(error?.code == .unusableAnswer)
    }

    // MARK: LINE unreachable

    @Test(arguments: [500, 502, 503, 504])
    func `After one failure of LINE's the request is made once more`(status: Int) async throws {
        let (error, requests) = try await error { request, earlier in
            if request.path == "/v2/profile" { return Self.profile }
            return earlier == 0 ? .raw(StandInServer.whole(status, "text/html", "<html>")) : Self.verified
        }
        #expect(error == nil)
        #expect(requests.map(\.path) == ["/oauth2/v2.1/verify", "/oauth2/v2.1/verify", "/v2/profile"])
    }

    @Test func `After two failures LINE is unavailable, and not asked a third time`() async throws {
        let (error, requests) = try await error { _, _ in .json(503, "{}") }
        #expect(error?.code == .unavailable)
        #expect(error?.isRefusal == false)
        #expect(error?.status == 503)
        #expect(requests.count == 2)
    }

    @Test func `Where the wait would be longer than the time left there is no second request`() async throws {
        let server = try StandInServer { _, _ in .json(500, "{}") }
        let client = LINEAPIClient(
            endpoint: try LINEEndpoint(server.address, allowsLoopbackHTTP: true),
            limits: LINEAPILimits(totalTime: .seconds(600)),
            retryDelay: { .seconds(3600) }
        )
        await #expect(throws: LINEAPIError.self) { try await client.profile(of: LINEAccessToken(Self.text)) }
        #expect(server.requests.count == 1)
    }

    @Test func `Too many requests are no refusal, and not made worse`() async throws {
        let (error, requests) = try await error { _, _ in .json(429, "{}") }
        #expect(error?.code == .unavailable)
        #expect(requests.count == 1)
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 44\r\n\r\n{"])
    func `An answer that does not come, or does not end, is not waited for`(beginning: String) async throws {
        let stalled = try await error(totalTime: .milliseconds(300)) { _, _ in .stall(after: beginning) }.error
        #expect(stalled?.code == .timedOut)
        #expect(stalled?.isRefusal == false)
    }

    @Test func `A slow drip is not waited for`() async throws {
        let error = try await error(totalTime: .milliseconds(300)) { _, _ in
            .drip(after: "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{")
        }.error
        #expect(error?.code == .timedOut)
    }

    @Test func `The time is one for both requests`() async throws {
        let error = try await error(totalTime: .milliseconds(500)) { request, _ in
            request.path == "/v2/profile" ? .stall(after: "") : Self.verified
        }.error
        #expect(error?.code == .timedOut)
    }

    @Test func `A connection that is refused or breaks is told apart from a refusal`() async throws {
        let broken = try await error { _, _ in .close }.error
        #expect(broken?.code == .unreachable)
        let endpoint: LINEEndpoint
        do {
            let gone = try StandInServer { _, _ in .close }
            endpoint = try LINEEndpoint(gone.address, allowsLoopbackHTTP: true)
        }
        let client = LINEAPIClient(endpoint: endpoint, limits: LINEAPILimits(totalTime: .seconds(600)))
        let refused = await #expect(throws: LINEAPIError.self) {
            try await client.profile(of: LINEAccessToken(Self.text))
        }
        #expect(refused?.code == .unreachable)
        #expect(refused?.isRefusal == false)
    }

    @Test func `A call that is cancelled ends`() async throws {
        let server = try StandInServer { _, _ in .stall(after: "") }
        let client = try client(server)
        let call = Task { try await client.profile(of: LINEAccessToken(Self.text)) }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        call.cancel()
        let error = await #expect(throws: LINEAPIError.self) { try await call.value }
        #expect(error?.code == .cancelled)
    }

    @Test func `A transport that keeps no limit is not believed`() async throws {
        struct Endless: LINEHTTPTransport {
            let stalls: Bool

            func send(
                _ request: LINEHTTPRequest,
                deadline: ContinuousClock.Instant,
                maximumBodyBytes: Int
            ) async -> LINEHTTPResponse {
                if stalls { _ = await Task.detached { try? await Task.sleep(for: .seconds(2)) }.value }
                let body = #"{"userId":"U1"}"# + String(repeating: " ", count: maximumBodyBytes)
                return LINEHTTPResponse(status: 200, body: Array(body.utf8))
            }
        }
        for (stalls, code) in [(false, LINEAPIError.Code.unusableAnswer), (true, .timedOut)] {
            let client = LINEAPIClient(
                transport: Endless(stalls: stalls),
                limits: LINEAPILimits(totalTime: .milliseconds(stalls ? 100 : 600_000))
            )
            let error = await #expect(throws: LINEAPIError.self) {
                try await client.profile(of: LINEAccessToken(Self.text))
            }
            #expect(error?.code == code)
        }
    }

    @Test func `Requests and tokens do not show themselves`() async throws {
        struct Looking: LINEHTTPTransport {
            let seen = SeenTexts()

            func send(
                _ request: LINEHTTPRequest,
                deadline: ContinuousClock.Instant,
                maximumBodyBytes: Int
            ) async -> LINEHTTPResponse {
                var dumped = ""
                dump(request, to: &dumped)
                seen.texts.withLock { $0 += [request.description, "\(request)", String(reflecting: request), dumped] }
                return LINEHTTPResponse(status: 401, body: [])
            }
        }
        let transport = Looking()
        let client = LINEAPIClient(transport: transport)
        let token = try LINEAccessToken(Self.text)
        _ = try? await client.profile(of: token)
        _ = try? await client.verify(token, channelIDs: ["1"])
        _ = try? await client.secondOpinion(on: Self.text, channelID: "1")
        var texts = transport.seen.texts.withLock { $0 }
        #expect(texts.contains("GET /oauth2/v2.1/verify"))
        var dumped = ""
        dump(token, to: &dumped)
        texts += [dumped, "\(token)", String(reflecting: token)]
        for text in texts { #expect(!text.contains("UnQ_o-GP0V")) }
    }
}

private final class SeenTexts: Sendable {
    let texts = Mutex<[String]>([])
}
