import IDTokenCore
import IDTokenJWKS
import IDTokenLINE
import IDTokenTesting
import Testing

struct LINELoginTests {
    private let issuer = TestIssuer()
    private let time: Int64 = 1_767_225_600
    private var now: NumericDate { NumericDate(seconds: time) }

    private func login(
        liff: LINEValidationOptions.LIFFTokens = .accepted(maximumTokenAge: 600),
        usedTokens: (any TokenUseStore)? = nil,
        api server: StandInServer? = nil
    ) throws -> LINELogin {
        let validator = try LINEValidator(
            channels: [LINEChannel("1234567890")],
            keys: JWKSet(parsing: issuer.keySet),
            options: LINEValidationOptions(liffTokens: liff)
        )
        let api = try server.map { server in
            LINEAPIClient(
                endpoint: try LINEEndpoint(server.address, transport: .uncheckedLoopbackHTTP),
                limits: FetchLimits(deadline: .seconds(600)),
                retryDelay: { .milliseconds(1) }
            )
        }
        return LINELogin(validator: validator, nonces: InMemoryNonceStore(), usedTokens: usedTokens, api: api)
    }

    private func error(_ login: LINELogin, _ credential: LINECredential) async -> LINELoginError? {
        do throws(LINELoginError) {
            _ = try await login.registration(from: credential, at: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func `A user is registered from an ID token, once`() async throws {
        let login = try login()
        let nonce = try await login.issueNonce(binding: "session", at: now).value
        let token = issuer.token(nonce: nonce, at: time) { _, claims in claims["email"] = .string("taro@example.com") }
        let credential = LINECredential.idToken(token, nonce: nonce, binding: "session")
        let user = try await login.registration(from: credential, at: now)
        #expect(user.userID == TestIssuer.defaultSubject)
        #expect(user.displayName == "Taro Line")
        #expect(user.pictureURL == "https://profile.line-scdn.net/0h0123456789abcdef")
        #expect(user.email == "taro@example.com")
        #expect(user.channelID == "1234567890")
        #expect(user.proof == .idToken(algorithm: .es256, .nonceSpent))

        let replay = await error(login, credential)
        #expect(replay == .idToken(.nonceRefused(.replayed)))
        #expect(replay?.code == "nonce_replayed")
        #expect(replay?.isRefusal == true)
    }

    @Test func `A nonce that nobody issued, or another session's, registers nobody`() async throws {
        let login = try login()
        let nonce = try await login.issueNonce(binding: "session", at: now).value
        let made = issuer.token(nonce: "made up", at: time)
        #expect(
            await error(login, .idToken(made, nonce: "made up")) == .idToken(.nonceRefused(.neverIssued))
        )
        let token = issuer.token(nonce: nonce, at: time)
        #expect(
            await error(login, .idToken(token, nonce: nonce, binding: "another"))
                == .idToken(.nonceRefused(.bindingDiffers))
        )
        #expect(await error(login, .idToken(token, nonce: nonce, binding: "session")) == nil)
    }

    @Test func `A user is registered from the token of a LIFF app, with or without a limit on its use`() async throws {
        let token = issuer.token(at: time)
        let unlimited = try login()
        for _ in 0..<2 {
            let user = try await unlimited.registration(from: .liffIDToken(token), at: now)
            #expect(user.proof == .idToken(algorithm: .es256, .ageAlone))
        }
        let once = try login(usedTokens: InMemoryTokenUseStore())
        #expect(
            try await once.registration(from: .liffIDToken(token), at: now).proof
                == .idToken(algorithm: .es256, .usedOnce)
        )
        #expect(await error(once, .liffIDToken(token)) == .idToken(.tokenAlreadyUsed))
        #expect(await error(try login(liff: .refused), .liffIDToken(token))?.code == "nonce_mismatch")
    }

    @Test func `A user is registered from an access token, with nothing that the app says`() async throws {
        let server = try StandInServer { request, _ in
            request.path == "/v2/profile"
                ? .json(200, #"{"userId":"U1","displayName":"Brown"}"#)
                : .json(200, #"{"client_id":"1234567890","expires_in":60,"scope":"profile"}"#)
        }
        let user = try await login(api: server).registration(from: .accessToken("abc"), at: now)
        #expect(user.userID == "U1")
        #expect(user.displayName == "Brown")
        #expect(user.email == nil)
        #expect(user.channelID == "1234567890")
        #expect(user.proof == .accessToken(expiresIn: 60))
    }

    @Test func `An access token of another channel registers nobody`() async throws {
        let server = try StandInServer { _, _ in .json(200, #"{"client_id":"2","expires_in":60}"#) }
        let error = await error(try login(api: server), .accessToken("abc"))
        #expect(error?.code == "channel_mismatch")
        #expect(error?.isRefusal == true)
    }

    @Test func `Where LINE cannot be asked, or the store is full, nobody's credential is called bad`() async throws {
        let server = try StandInServer { _, _ in .json(503, "{}") }
        let unavailable = await error(try login(api: server), .accessToken("abc"))
        #expect(unavailable?.code == "line_unavailable")
        #expect(unavailable?.isRefusal == false)

        let full = try login(usedTokens: InMemoryTokenUseStore(capacity: 1))
        _ = try await full.registration(from: .liffIDToken(issuer.token(at: time)), at: now)
        let refused = await error(full, .liffIDToken(issuer.token(at: time - 1)))
        #expect(refused?.code == "nonce_store_full")
        #expect(refused?.isRefusal == false)
    }

    @Test func `Where no access tokens are taken, none is`() async throws {
        #expect(await error(try login(), .accessToken("abc")) == .accessTokensNotTaken)
        #expect(await error(try login(api: StandInServer { _, _ in .close }), .accessToken("a b"))?.isRefusal == true)
    }

    @Test func `Neither credentials nor errors show a token or a nonce`() async throws {
        let login = try login()
        let token = issuer.token(nonce: "nonce-of-somebody", at: time - 7200)
        let credential = LINECredential.idToken(token, nonce: "nonce-of-somebody", binding: "session-of-somebody")
        let failure = try #require(await error(login, credential))
        var dumped = ""
        dump(credential, to: &dumped)
        dump(failure, to: &dumped)
        for text in [
            dumped, "\(credential)", String(reflecting: credential), "\(failure)", String(reflecting: failure),
        ] {
            for secret in [token, String(token.suffix(40)), "of-somebody"] { #expect(!text.contains(secret)) }
        }
    }
}
