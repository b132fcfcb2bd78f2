import IDTokenCore
import IDTokenTesting
import Synchronization

/// A stand-in for LINE on a loopback port: it logs people in, publishes its key, and answers what a server asks about
/// access tokens. A real backend has LINE itself in its place.
final class StandIn: Sendable {
    /// The channel of the login server.
    static let channelID = "1234567890"
    /// The channel of another app, which may be anybody's.
    static let anotherChannelID = "9876543210"
    /// Seconds for which an access token is good: LINE's thirty days.
    private static let accessTokenLifetime: Int64 = 2_592_000

    private struct AccessToken {
        let person: Person
        let channelID: String
        let expiration: NumericDate
    }

    private struct State: Sendable {
        var accessTokens: [String: AccessToken] = [:]
        var calls: [StandInCall] = []
    }

    private let server: LoopbackServer
    private let issuer = TestIssuer(seed: RandomName.make())
    private let state = Mutex(State())
    private let now: @Sendable () -> NumericDate

    /// Starts to listen.
    init(now: @escaping @Sendable () -> NumericDate) throws {
        self.now = now
        server = try LoopbackServer()
        server.answer { [weak self] request in [self?.answer(request) ?? .respond(status: 503)] }
    }

    /// The scheme, host and port.
    var address: String { "http://127.0.0.1:\(server.port)" }

    /// What it was asked, oldest first.
    var calls: [StandInCall] { state.withLock { $0.calls } }

    // MARK: What the app sees

    /// Logs a person in and hands out tokens, as LINE does to an app; with a flaw, what an attacker would come with.
    func logIn(_ person: Person, nonce: String?, flaw: TokenFlaw? = nil) -> StandInTokens {
        let time = now().advanced(bySeconds: flaw == .expired ? -7200 : 0)
        var issuer = issuer
        if flaw == .anotherChannel { issuer.audience = Self.anotherChannelID }
        let key = issuer.signingKey
        let signer = flaw == .forgedSignature ? TestSigningKey(seed: "an attacker").named(key.keyIdentifier) : key
        let idToken = issuer.token(subject: person.userID, nonce: nonce, at: time.seconds, by: signer) { _, claims in
            claims["name"] = .string(person.name)
            claims["picture"] = .string("https://profile.line-scdn.net/\(person.rawValue)")
            claims["email"] = .string(person.email)
        }
        let accessToken = RandomName.make()
        let lifetime = flaw == .expired ? -3600 : Self.accessTokenLifetime
        let expiration = now().advanced(bySeconds: lifetime)
        state.withLock { state in
            state.accessTokens[accessToken] =
                AccessToken(person: person, channelID: issuer.audience, expiration: expiration)
        }
        return StandInTokens(idToken: idToken, accessToken: accessToken)
    }

    // MARK: What the server sees

    private func answer(_ request: LoopbackRequest) -> LoopbackStep {
        let (status, answer) =
            switch request.path {
            case "/oauth2/v2.1/certs": (200, String(decoding: issuer.keySet, as: UTF8.self))
            case "/oauth2/v2.1/verify": verify(request.query)
            case "/v2/profile": profile(request.fields["authorization"] ?? "")
            default: (404, #"{"message":"not found"}"#)
            }
        // A query holds an access token, which is nothing to keep, not even here.
        let call = StandInCall(path: request.path, status: status, answer: answer)
        state.withLock { state in
            if state.calls.count == StandInCall.kept { state.calls.removeFirst() }
            state.calls.append(call)
        }
        return .respond(status: status, fields: ["Content-Type": "application/json"], body: Array(answer.utf8))
    }

    private func verify(_ query: String) -> (Int, String) {
        let prefix = "access_token="
        guard query.hasPrefix(prefix), let token = accessToken(String(query.dropFirst(prefix.count))) else {
            return (400, #"{"error":"invalid_request","error_description":"invalid access token"}"#)
        }
        let rest = token.expiration.seconds - now().seconds
        guard rest > 0 else {
            return (400, #"{"error":"invalid_request","error_description":"access token expired"}"#)
        }
        let answer: JSONMembers = [
            "scope": .string("profile"), "client_id": .string(token.channelID), "expires_in": .number(String(rest)),
        ]
        return (200, answer.text)
    }

    private func profile(_ authorization: String) -> (Int, String) {
        let prefix = "Bearer "
        guard authorization.hasPrefix(prefix), let token = accessToken(String(authorization.dropFirst(prefix.count))),
            now() < token.expiration
        else { return (401, #"{"message":"invalid token"}"#) }
        let answer: JSONMembers = [
            "userId": .string(token.person.userID), "displayName": .string(token.person.name),
            "pictureUrl": .string("https://profile.line-scdn.net/\(token.person.rawValue)"),
        ]
        return (200, answer.text)
    }

    private func accessToken(_ text: String) -> AccessToken? {
        state.withLock { $0.accessTokens[text] }
    }
}

/// One request that the stand-in answered.
struct StandInCall: Codable, Sendable {
    /// How many are kept.
    static let kept = 1000

    let path: String
    let status: Int
    let answer: String
}
