import Testing

@testable import LoginServer

struct AttackTests {
    @Test(arguments: [
        #"{"userId":"U4b1d6e0f9a2c47d58e3b7f6a1c9d0e21","displayName":"Hana Sato"}"#, "{}",
        #"{"idToken":null,"user":{"id":"U4b1d6e0f9a2c47d58e3b7f6a1c9d0e21"}}"#,
    ])
    func `A made-up profile is nobody`(profile: String) async throws {
        try await withLoginServer { login, phone, _ in
            _ = try await phone.begin()
            let answer = try await phone.send("POST", "login", profile)
            #expect(answer.status == 400)
            #expect(answer.code == "no_token")
            #expect(try await login.users.all().isEmpty)
        }
    }

    @Test func `A made-up profile beside one's own token changes nothing`() async throws {
        try await withLoginServer { login, phone, _ in
            let token = login.standIn.logIn(.ken, nonce: try await phone.begin()).idToken
            let body = #"{"idToken":"\#(token)","userId":"\#(Person.hana.userID)","name":"Hana","channelId":"1"}"#
            let answer = try await phone.send("POST", "login", body)
            #expect(answer.id == Person.ken.userID)
            #expect(answer.name == "Ken Mori")
        }
    }

    @Test func `A token that was used is refused, with its cookie and all`() async throws {
        try await withLoginServer { login, phone, _ in
            let token = login.standIn.logIn(.hana, nonce: try await phone.begin()).idToken
            #expect(try await phone.logIn(idToken: token).status == 200)
            let replay = try await phone.logIn(idToken: token)
            #expect(replay.status == 401)
            #expect(replay.code == "nonce_replayed")
            #expect(try await login.users.user(Person.hana.userID)?.logins == 1)
        }
    }

    @Test func `A stolen token is of no use to a phone that did not begin its login`() async throws {
        try await withLoginServer { login, phone, thief in
            let token = login.standIn.logIn(.hana, nonce: try await phone.begin()).idToken
            #expect(try await thief.logIn(idToken: token).code == "no_login_attempt")
            _ = try await thief.begin()
            let answer = try await thief.logIn(idToken: token)
            #expect(answer.status == 401)
            #expect(answer.code == "nonce_mismatch")
            // It is still worth something where it belongs.
            #expect(try await phone.logIn(idToken: token).status == 200)
        }
    }

    @Test(arguments: [
        (TokenFlaw.anotherChannel, "audience_mismatch"), (.forgedSignature, "invalid_signature"),
        (.expired, "expired"),
    ])
    func `A token with a flaw is refused with its reason, and spends no nonce`(flaw: TokenFlaw, code: String)
        async throws
    {
        try await withLoginServer { login, phone, _ in
            let nonce = try await phone.begin()
            let answer = try await phone.logIn(
                idToken: login.standIn.logIn(.hana, nonce: nonce, flaw: flaw).idToken
            )
            #expect(answer.status == 401)
            #expect(answer.code == code)
            #expect(answer.reason?.isEmpty == false)
            #expect(try await login.users.all().isEmpty)
            #expect(try await phone.sessionUser() == nil)
            let good = login.standIn.logIn(.hana, nonce: nonce).idToken
            #expect(try await phone.logIn(idToken: good).status == 200)
        }
    }

    @Test(arguments: [
        (TokenFlaw.anotherChannel, "channel_mismatch"), (.expired, "access_token_expired"),
    ])
    func `An access token with a flaw is refused, and no profile is fetched`(flaw: TokenFlaw, code: String)
        async throws
    {
        try await withLoginServer { login, phone, _ in
            let answer = try await phone.logIn(
                accessToken: login.standIn.logIn(.hana, nonce: nil, flaw: flaw).accessToken
            )
            #expect(answer.status == 401)
            #expect(answer.code == code)
            #expect(!login.standIn.calls.contains { $0.path == "/v2/profile" })
            #expect(try await login.users.all().isEmpty)
        }
    }

    @Test(arguments: [
        ("made-up", "access_token_refused"), ("made up", "malformed_access_token"), ("", "malformed_access_token"),
    ])
    func `A made-up access token is refused`(token: String, code: String) async throws {
        try await withLoginServer { _, phone, _ in
            let answer = try await phone.logIn(accessToken: token)
            #expect(answer.status == 401)
            #expect(answer.code == code)
        }
    }

    @Test(arguments: ["null", "undefined", "", "a.b.c"])
    func `What is no token is refused`(token: String) async throws {
        try await withLoginServer { _, phone, _ in
            _ = try await phone.begin()
            let answer = try await phone.logIn(idToken: token)
            #expect(answer.status == 401)
        }
    }

    @Test(arguments: ["", "[]", "{", #"{"idToken":7}"#])
    func `What is no message is a bad request`(body: String) async throws {
        try await withLoginServer { _, phone, _ in
            let answer = try await phone.send("POST", "login", body)
            #expect(answer.status == 400)
        }
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
    func `A form on another site logs nobody in, though its token is good`(contentType: String) async throws {
        try await withLoginServer { login, phone, _ in
            let body = #"{"accessToken":"\#(login.standIn.logIn(.ken, nonce: nil).accessToken)"}"#
            let reply = try await phone.exchange("POST", "login", body, contentType: contentType)
            #expect(reply.status == 415)
            #expect(try await login.users.all().isEmpty)
        }
    }
}
