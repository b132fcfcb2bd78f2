import Testing

@testable import LoginServer

struct LoginTests {
    @Test func `An ID token with the nonce of this login logs its user in`() async throws {
        try await withLoginServer { login, phone, _ in
            let tokens = login.standIn.logIn(.hana, nonce: try await phone.begin())
            let user = try await phone.logIn(idToken: tokens.idToken)
            #expect(user.status == 200)
            #expect(user.id == Person.hana.userID)
            #expect(user.name == "Hana Sato")
            #expect(user.email == "hana@example.com")
            #expect(user.proof == "ID token")
            #expect(user.logins == 1)
            #expect(try await phone.sessionUser() == Person.hana.userID)
        }
    }

    @Test func `LINE is asked nothing about an ID token`() async throws {
        try await withLoginServer { login, phone, _ in
            let tokens = login.standIn.logIn(.ken, nonce: try await phone.begin())
            #expect(try await phone.logIn(idToken: tokens.idToken).status == 200)
            #expect(login.standIn.calls.allSatisfy { $0.path == "/oauth2/v2.1/certs" })
        }
    }

    @Test func `An access token logs its user in after LINE was asked twice`() async throws {
        try await withLoginServer { login, phone, _ in
            let tokens = login.standIn.logIn(.ken, nonce: nil)
            let user = try await phone.logIn(accessToken: tokens.accessToken)
            #expect(user.status == 200)
            #expect(user.id == Person.ken.userID)
            #expect(user.name == "Ken Mori")
            #expect(user.email == nil)
            #expect(user.proof == "access token")
            #expect(login.standIn.calls.suffix(2).map(\.path) == ["/oauth2/v2.1/verify", "/v2/profile"])
        }
    }

    @Test func `A user who comes again is the same row, and keeps what the token does not say`() async throws {
        try await withLoginServer { login, phone, _ in
            let first = login.standIn.logIn(.yuki, nonce: try await phone.begin())
            #expect(try await phone.logIn(idToken: first.idToken).logins == 1)
            let second = login.standIn.logIn(.yuki, nonce: nil)
            let user = try await phone.logIn(accessToken: second.accessToken)
            #expect(user.logins == 2)
            #expect(user.proof == "access token")
            #expect(user.email == "yuki@example.com")
            #expect(try await login.users.all().count == 1)
        }
    }

    @Test func `Cookies are kept from scripts and from other sites, and no session outlives its end`() async throws {
        try await withLoginServer { login, phone, _ in
            let nonce = try await phone.begin()
            let attempt = phone.lastCookie
            let user = try await phone.logIn(idToken: login.standIn.logIn(.hana, nonce: nonce).idToken)
            #expect(user.status == 200)
            let session = phone.lastCookie
            for cookie in [attempt, session] {
                #expect(cookie.contains("HttpOnly"))
                #expect(cookie.contains("SameSite=Strict"))
                #expect(!cookie.contains(nonce))
            }
            #expect(try await phone.send("POST", "logout").status == 200)
            #expect(try await phone.sessionUser() == nil)
        }
    }
}
