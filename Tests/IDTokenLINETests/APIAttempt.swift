import IDTokenJWKS
import IDTokenLINE
import IDTokenTesting
import Testing

/// A verification of an access token, and its profile, against a server that answers as it is told.
enum APIAttempt {
    /// Has every character that must be encoded in a URL.
    static let text = "eyJhbGciOiJIUzI1NiJ9.UnQ_o-GP0V+tn/wDj~bK0C8E=="
    static let verified = [LoopbackStep].json(
        200,
        #"{"scope":"profile","client_id":"1440057261","expires_in":2591659}"#
    )
    static let profile = [LoopbackStep].json(
        200,
        #"{"userId":"U4af4980629","displayName":"Brown \u00e9","pictureUrl":"https://profile.line-scdn.net/abc"}"#
    )

    static func client(
        _ server: StandInServer,
        over transport: TransportUnderTest,
        deadline: Duration = .seconds(600),
        maximumBytes: Int = 65_536,
        retryDelay: Duration = .milliseconds(1)
    ) throws -> LINEAPIClient {
        LINEAPIClient(
            endpoint: try LINEEndpoint(server.address, transport: .uncheckedLoopbackHTTP),
            client: try transport.make(),
            limits: FetchLimits(deadline: deadline, maximumBytes: maximumBytes),
            retryDelay: { retryDelay }
        )
    }

    /// The error of an attempt, with no token in any text of it.
    static func error(
        over transport: TransportUnderTest,
        deadline: Duration = .seconds(600),
        maximumBytes: Int = 65_536,
        _ answer: @escaping @Sendable (LoopbackRequest, Int) -> [LoopbackStep]
    ) async throws -> (error: LINEAPIError?, requests: [LoopbackRequest]) {
        let server = try StandInServer(answer)
        let client = try client(server, over: transport, deadline: deadline, maximumBytes: maximumBytes)
        let token = try LINEAccessToken(text)
        var failure: LINEAPIError?
        do throws(LINEAPIError) {
            _ = try await client.verifiedProfile(of: token, channelIDs: ["1440057261"])
        } catch {
            failure = error
        }
        if let failure { expectNoToken(in: failure) }
        return (failure, server.requests)
    }

    /// The error of an attempt whose verification is answered so.
    static func error(
        over transport: TransportUnderTest,
        onVerify body: String,
        status: Int = 200
    ) async throws -> LINEAPIError? {
        try await error(over: transport) { request, _ in
            request.path == "/v2/profile" ? profile : .json(status, body)
        }.error
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
}
