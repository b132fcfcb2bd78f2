import IDTokenJWKS
import IDTokenLINE
import IDTokenTesting
import Synchronization
import Testing

@Suite(.serialized) struct LINEAPIClientTests {
    @Test(arguments: [301, 302, 303, 307, 308], TransportUnderTest.allCases)
    func `A redirect is not followed`(status: Int, over transport: TransportUnderTest) async throws {
        let elsewhere = try StandInServer { _, _ in APIAttempt.verified }
        let (error, _) = try await APIAttempt.error(over: transport) { [address = elsewhere.address] _, _ in
            let location = "Location: \(address)/oauth2/v2.1/verify?access_token=x\r\n"
            return .raw(StandInServer.whole(status, "text/plain", "", extra: location))
        }
        #expect(error?.code == .unusableAnswer)
        #expect(error?.status == status)
        #expect(elsewhere.requests.isEmpty)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A body beyond the limit is not read`(over transport: TransportUnderTest) async throws {
        let filler = String(repeating: " ", count: 2000)
        let answer = #"{"client_id":"1440057261","expires_in":100}"#
        for text in [
            StandInServer.whole(200, "application/json", answer + filler),
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + answer + filler,
        ] {
            let (error, requests) = try await APIAttempt.error(over: transport, maximumBytes: 1000) { _, _ in
                .raw(text)
            }
            #expect(error?.code == .unusableAnswer)
            #expect(requests.count == 1)
        }
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A compressed body, which nobody asked for, is no answer`(over transport: TransportUnderTest) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { _, _ in
            .raw(StandInServer.whole(200, "application/json", "{}", extra: "Content-Encoding: gzip\r\n"))
        }
        #expect(error?.code == .unusableAnswer)
        #expect(requests.allSatisfy { $0.fields["accept-encoding"] == "identity" })
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A body without end is not waited for beyond the limit`(over transport: TransportUnderTest) async throws {
        let (error, _) = try await APIAttempt.error(over: transport, maximumBytes: 10) { _, _ in
            .drip(after: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{")
        }
        #expect(error?.code == .unusableAnswer)
    }

    // MARK: LINE unreachable

    @Test(arguments: [500, 502, 503, 504], TransportUnderTest.allCases)
    func `After one failure of LINE's the request is made once more`(
        status: Int,
        over transport: TransportUnderTest
    ) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { request, earlier in
            if request.path == "/v2/profile" { return APIAttempt.profile }
            return earlier == 0 ? .raw(StandInServer.whole(status, "text/html", "<html>")) : APIAttempt.verified
        }
        #expect(error == nil)
        #expect(requests.map(\.path) == ["/oauth2/v2.1/verify", "/oauth2/v2.1/verify", "/v2/profile"])
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `After two failures LINE is unavailable, and not asked a third time`(
        over transport: TransportUnderTest
    ) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { _, _ in .json(503, "{}") }
        #expect(error?.code == .unavailable)
        #expect(error?.isRefusal == false)
        #expect(error?.status == 503)
        #expect(requests.count == 2)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `Where the wait would be longer than the time left there is no second request`(
        over transport: TransportUnderTest
    ) async throws {
        let server = try StandInServer { _, _ in .json(500, "{}") }
        let client = try APIAttempt.client(server, over: transport, retryDelay: .seconds(3600))
        await #expect(throws: LINEAPIError.self) { try await client.profile(of: LINEAccessToken(APIAttempt.text)) }
        #expect(server.requests.count == 1)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `Too many requests are no refusal, and not made worse`(over transport: TransportUnderTest) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { _, _ in .json(429, "{}") }
        #expect(error?.code == .unavailable)
        #expect(requests.count == 1)
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 44\r\n\r\n{"], TransportUnderTest.allCases)
    func `An answer that does not come, or does not end, is not waited for`(
        beginning: String,
        over transport: TransportUnderTest
    ) async throws {
        let stalled = try await APIAttempt.error(over: transport, deadline: .milliseconds(300)) { _, _ in
            .stall(after: beginning)
        }.error
        #expect(stalled?.code == .timedOut)
        #expect(stalled?.isRefusal == false)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A slow drip is not waited for`(over transport: TransportUnderTest) async throws {
        let error = try await APIAttempt.error(over: transport, deadline: .milliseconds(300)) { _, _ in
            .drip(after: "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n{")
        }.error
        #expect(error?.code == .timedOut)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `The time is one for both requests`(over transport: TransportUnderTest) async throws {
        let error = try await APIAttempt.error(over: transport, deadline: .milliseconds(500)) { request, _ in
            request.path == "/v2/profile" ? .stall(after: "") : APIAttempt.verified
        }.error
        #expect(error?.code == .timedOut)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A connection that is refused or breaks is told apart from a refusal`(
        over transport: TransportUnderTest
    ) async throws {
        let broken = try await APIAttempt.error(over: transport) { _, _ in .close }.error
        #expect(broken?.code == .unreachable)
        let endpoint: LINEEndpoint
        do {
            let gone = try StandInServer { _, _ in .close }
            endpoint = try LINEEndpoint(gone.address, transport: .uncheckedLoopbackHTTP)
        }
        let client = LINEAPIClient(
            endpoint: endpoint,
            client: try transport.make(),
            limits: FetchLimits(deadline: .seconds(600))
        )
        let refused = await #expect(throws: LINEAPIError.self) {
            try await client.profile(of: LINEAccessToken(APIAttempt.text))
        }
        #expect(refused?.code == .unreachable)
        #expect(refused?.isRefusal == false)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A call that is cancelled ends`(over transport: TransportUnderTest) async throws {
        let server = try StandInServer { _, _ in .stall(after: "") }
        let client = try APIAttempt.client(server, over: transport)
        let call = Task { try await client.profile(of: LINEAccessToken(APIAttempt.text)) }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        call.cancel()
        let error = await #expect(throws: LINEAPIError.self) { try await call.value }
        #expect(error?.code == .cancelled)
    }

    @Test func `A transport that keeps no limit is not believed`() async throws {
        struct Endless: HTTPTransport {
            let stalls: Bool

            func send(_ call: HTTPCall, limits: FetchLimits) async -> HTTPAnswer {
                if stalls { _ = await Task.detached { try? await Task.sleep(for: .seconds(2)) }.value }
                let body = #"{"userId":"U1"}"# + String(repeating: " ", count: limits.maximumBytes)
                return HTTPAnswer(status: 200, body: Array(body.utf8))
            }
        }
        for (stalls, code) in [(false, LINEAPIError.Code.unusableAnswer), (true, .timedOut)] {
            let client = LINEAPIClient(
                client: Endless(stalls: stalls),
                limits: FetchLimits(deadline: .milliseconds(stalls ? 100 : 600_000))
            )
            let error = await #expect(throws: LINEAPIError.self) {
                try await client.profile(of: LINEAccessToken(APIAttempt.text))
            }
            #expect(error?.code == code)
        }
    }

    @Test func `Requests and tokens do not show themselves`() async throws {
        struct Looking: HTTPTransport {
            let seen = SeenTexts()

            func send(_ call: HTTPCall, limits: FetchLimits) async -> HTTPAnswer {
                var dumped = ""
                dump(call, to: &dumped)
                seen.texts.withLock {
                    $0 += [call.description, "\(call)", String(reflecting: call), "\(call.address)", dumped]
                }
                return HTTPAnswer(status: 401, body: [])
            }
        }
        let transport = Looking()
        let client = LINEAPIClient(client: transport)
        let token = try LINEAccessToken(APIAttempt.text)
        _ = try? await client.profile(of: token)
        _ = try? await client.verify(token, channelIDs: ["1"])
        _ = try? await client.secondOpinion(on: APIAttempt.text, channelID: "1")
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
