import IDTokenCore
import IDTokenLINE
import IDTokenTesting
import Testing

@Suite(.serialized) struct LINESecondOpinionTests {
    private func opinion(
        over transport: TransportUnderTest,
        nonce: String? = nil,
        userID: String? = nil,
        _ answer: [LoopbackStep]
    ) async throws -> (LINESecondOpinion, LoopbackRequest) {
        let server = try StandInServer { _, _ in answer }
        let client = try APIAttempt.client(server, over: transport)
        let opinion = try await client.secondOpinion(on: "a.b&c.d", channelID: "12 34", nonce: nonce, userID: userID)
        return (opinion, try #require(server.requests.last))
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A token that LINE believes comes with its payload, and stands in the body alone`(
        over transport: TransportUnderTest
    ) async throws {
        let (opinion, request) = try await opinion(
            over: transport,
            .json(200, #"{"iss":"https://access.line.me","sub":"U1","aud":"12 34"}"#)
        )
        guard case .believed(let payload) = opinion else {
            Issue.record("refused")
            return
        }
        #expect(payload["sub"]?.stringValue == "U1")
        #expect(request.method == "POST")
        #expect(request.path == "/oauth2/v2.1/verify")
        #expect(request.query == "")
        #expect(request.fields["content-type"] == "application/x-www-form-urlencoded")
        #expect(request.text == "id_token=a.b%26c.d&client_id=12%2034")
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `Nonce and user are sent where they are given`(over transport: TransportUnderTest) async throws {
        let (_, request) = try await opinion(
            over: transport,
            nonce: "n+1",
            userID: "U1",
            .json(200, #"{"sub":"U1","aud":"12 34"}"#)
        )
        #expect(request.text == "id_token=a.b%26c.d&client_id=12%2034&nonce=n%2B1&user_id=U1")
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A token of the greatest length is sent whole`(over transport: TransportUnderTest) async throws {
        let server = try StandInServer { _, _ in .json(400, "{}") }
        let token = String(repeating: "a", count: 16_384)
        _ = try await APIAttempt.client(server, over: transport).secondOpinion(on: token, channelID: "1")
        #expect(server.requests.map(\.text) == ["id_token=\(token)&client_id=1"])
    }

    @Test(arguments: LINERefusal.allCases, TransportUnderTest.allCases)
    func `A refusal is told by LINE's own words`(refusal: LINERefusal, over transport: TransportUnderTest) async throws
    {
        let (opinion, _) = try await opinion(
            over: transport,
            .json(400, #"{"error":"invalid_request","error_description":"\#(refusal.rawValue)"}"#)
        )
        #expect(opinion == .refused(refusal))
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A refusal in other words is another reason`(over transport: TransportUnderTest) async throws {
        for body in [#"{"error_description":"JWS"}"#, #"{"error_description":7}"#, "{}"] {
            #expect(try await opinion(over: transport, .json(400, body)).0 == .refused(.other))
        }
    }

    @Test(arguments: ["JWS format error", "JWS verification failed"])
    func `Words that LINE was seen to use are understood`(words: String) async throws {
        let answer = [LoopbackStep].json(400, #"{"error":"invalid_request","error_description":"\#(words)"}"#)
        #expect(try await opinion(over: .urlSession, answer).0 == .refused(.invalidToken))
    }

    @Test(arguments: [
        "{}", #"{"sub":"U1"}"#, #"{"aud":"12 34"}"#, #"{"sub":"","aud":"12 34"}"#, #"{"sub":"U1","aud":"1234"}"#,
        #"{"sub":"U1","aud":["12 34"]}"#, #"{"sub":7,"aud":"12 34"}"#, "[]", "<html>",
    ])
    func `What is no payload for the channel is no belief`(body: String) async throws {
        let error = await #expect(throws: LINEAPIError.self) {
            try await opinion(over: .urlSession, .json(200, body))
        }
        #expect(error?.code == .unusableAnswer)
    }

    @Test(arguments: [500, 429, 404, 403, 401, 302], TransportUnderTest.allCases)
    func `An answer that is no opinion is an error`(status: Int, over transport: TransportUnderTest) async throws {
        await #expect(throws: LINEAPIError.self) { try await opinion(over: transport, .json(status, "{}")) }
    }
}
