import IDTokenLINE
import IDTokenTesting
import Testing

@Suite(.serialized) struct LINEAPIClientAccessTokenTests {
    // MARK: What is asked

    @Test(arguments: TransportUnderTest.allCases)
    func `A good token is verified, and then its profile is fetched`(over transport: TransportUnderTest) async throws {
        let server = try StandInServer { request, _ in
            request.path == "/v2/profile" ? APIAttempt.profile : APIAttempt.verified
        }
        let (status, profile) = try await APIAttempt.client(server, over: transport).verifiedProfile(
            of: LINEAccessToken(APIAttempt.text),
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

    @Test(arguments: TransportUnderTest.allCases)
    func `The token stands encoded in the one URL where LINE wants it, and in a header for the profile`(
        over transport: TransportUnderTest
    ) async throws {
        let requests = try await APIAttempt.error(over: transport) { request, _ in
            request.path == "/v2/profile" ? APIAttempt.profile : APIAttempt.verified
        }.requests
        try #require(requests.count == 2)
        #expect(requests[0].method == "GET")
        #expect(requests[0].path == "/oauth2/v2.1/verify")
        #expect(requests[0].query == "access_token=eyJhbGciOiJIUzI1NiJ9.UnQ_o-GP0V%2Btn%2FwDj~bK0C8E%3D%3D")
        #expect(requests[0].fields["authorization"] == nil)
        #expect(requests[1].method == "GET")
        #expect(requests[1].path == "/v2/profile")
        #expect(requests[1].query == "")
        #expect(requests[1].fields["authorization"] == "Bearer \(APIAttempt.text)")
        #expect(requests.allSatisfy { $0.fields["cookie"] == nil })
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

    @Test(arguments: TransportUnderTest.allCases)
    func `A token of the greatest length is sent whole`(over transport: TransportUnderTest) async throws {
        let server = try StandInServer { _, _ in APIAttempt.verified }
        let text = String(repeating: "+", count: LINEAccessToken.maximumLength)
        let client = try APIAttempt.client(server, over: transport)
        _ = try await client.verify(LINEAccessToken(text), channelIDs: ["1440057261"])
        #expect(server.requests.map(\.query) == ["access_token=" + String(repeating: "%2B", count: text.count)])
    }

    // MARK: Refused by LINE

    @Test(arguments: TransportUnderTest.allCases)
    func `An expired token is refused as expired`(over transport: TransportUnderTest) async throws {
        let error = try await APIAttempt.error(
            over: transport,
            onVerify: #"{"error":"invalid_request","error_description":"access token expired"}"#,
            status: 400
        )
        #expect(error?.code == .accessTokenExpired)
        #expect(error?.isRefusal == true)
        #expect(error?.status == 400)
    }

    @Test(arguments: [400, 401, 403], TransportUnderTest.allCases)
    func `A token that LINE does not accept is refused, and what LINE says of it is not repeated`(
        status: Int,
        over transport: TransportUnderTest
    ) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { _, _ in
            .json(status, #"{"error":"invalid_request","error_description":"no such token: \#(APIAttempt.text)"}"#)
        }
        #expect(error?.code == .accessTokenRefused)
        #expect(error?.isRefusal == true)
        #expect(requests.count == 1)
    }

    @Test(arguments: ["Bearer error=\"invalid_token\"", "Basic realm=\"x\"", "Odd"], TransportUnderTest.allCases)
    func `A refusal that asks for credentials is read, and answered by none`(
        challenge: String,
        over transport: TransportUnderTest
    ) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { _, _ in
            .raw(StandInServer.whole(401, "application/json", "{}", extra: "WWW-Authenticate: \(challenge)\r\n"))
        }
        #expect(error?.code == .accessTokenRefused)
        #expect(requests.count == 1)
    }

    @Test(arguments: [401, 403], TransportUnderTest.allCases)
    func `A token that is not good for the profile is refused`(
        status: Int,
        over transport: TransportUnderTest
    ) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { request, _ in
            request.path == "/v2/profile"
                ? .json(status, #"{"message":"The request is missing scope"}"#) : APIAttempt.verified
        }
        #expect(error?.code == .accessTokenRefused)
        #expect(requests.count == 2)
    }

    @Test(
        arguments: [
            "1440057262", "144005726", "14400572610", " 1440057261", "1440057261-abcdefgh", "", "\u{661}440057261",
        ],
        TransportUnderTest.allCases
    )
    func `A token of another channel is refused, and no profile is fetched`(
        channelID: String,
        over transport: TransportUnderTest
    ) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { _, _ in
            .json(200, #"{"scope":"profile","client_id":"\#(channelID)","expires_in":100}"#)
        }
        #expect(error?.code == .channelMismatch)
        #expect(error?.isRefusal == true)
        #expect(requests.count == 1)
    }

    @Test(arguments: [0, -1, Int.min], TransportUnderTest.allCases)
    func `A token that expires in no positive time is refused, and no profile is fetched`(
        seconds: Int,
        over transport: TransportUnderTest
    ) async throws {
        let (error, requests) = try await APIAttempt.error(over: transport) { _, _ in
            .json(200, #"{"client_id":"1440057261","expires_in":\#(seconds)}"#)
        }
        #expect(error?.code == .accessTokenExpired)
        #expect(error?.isRefusal == true)
        #expect(requests.count == 1)
    }

    // MARK: Not what LINE documents

    @Test(
        arguments: [
            #"{"client_id":"1440057261"}"#, #"{"expires_in":100}"#, "{}",
            #"{"client_id":"1440057261","expires_in":"100"}"#, #"{"client_id":"1440057261","expires_in":100.5}"#,
            #"{"client_id":"1440057261","expires_in":null}"#, #"{"client_id":1440057261,"expires_in":100}"#,
            #"{"client_id":["1440057261"],"expires_in":100}"#,
            #"{"client_id":"1440057261","expires_in":99999999999999999999}"#,
            #"{"client_id":"2","client_id":"1440057261","expires_in":100}"#,
            #"{"client_id":"1440057261","expires_in":0,"expires_in":100}"#,
            #"[{"client_id":"1440057261","expires_in":100}]"#, #"{"client_id":"1440057261","expires_in":100"#, "",
            "null",
            "<html><body>Welcome</body></html>",
        ],
        TransportUnderTest.allCases
    )
    func `An answer that is not what LINE documents is no verification`(
        body: String,
        over transport: TransportUnderTest
    ) async throws {
        let error = try await APIAttempt.error(over: transport, onVerify: body)
        #expect(error?.code == .unusableAnswer)
        #expect(error?.isRefusal == false)
    }

    @Test(
        arguments: [#"{"displayName":"Brown"}"#, #"{"userId":""}"#, #"{"userId":7}"#, "[]", "<html>"],
        TransportUnderTest.allCases
    )
    func `A profile without a user is none`(body: String, over transport: TransportUnderTest) async throws {
        let (error, _) = try await APIAttempt.error(over: transport) { request, _ in
            request.path == "/v2/profile" ? .json(200, body) : APIAttempt.verified
        }
        #expect(error?.code == .unusableAnswer)
    }

    @Test(arguments: [201, 204, 301, 302, 304, 404, 413, 418], TransportUnderTest.allCases)
    func `Another status is no verification`(status: Int, over transport: TransportUnderTest) async throws {
        let error = try await APIAttempt.error(
            over: transport,
            onVerify: #"{"client_id":"1440057261","expires_in":100}"#,
            status: status
        )
        #expect(error?.code == .unusableAnswer)
    }

    @Test(arguments: TransportUnderTest.allCases)
    func `A page instead of an answer is no refusal`(over transport: TransportUnderTest) async throws {
        let (error, _) = try await APIAttempt.error(over: transport) { _, _ in
            .raw(StandInServer.whole(400, "text/html", "<html>Bad Request</html>"))
        }
        #expect(error?.code == .unusableAnswer)
        #expect(error?.isRefusal == false)
    }
}
