import Hummingbird

extension Cookie {
    /// Names a login that has begun, for as long as its nonce can be spent.
    static func attempt(_ name: String) -> Cookie { cookie(.attemptName, name, maxAge: LoginLifetimes.attempt) }

    /// Names a session.
    static func session(_ name: String) -> Cookie { cookie(.sessionName, name, maxAge: LoginLifetimes.session) }

    /// Makes the browser forget its session.
    static var endOfSession: Cookie { cookie(.sessionName, "", maxAge: 0) }

    /// No script reads these cookies, and no other site's request carries them. Behind https, where every real login
    /// is, add `secure: true` and put `__Host-` before the names.
    private static func cookie(_ name: String, _ value: String, maxAge: Int) -> Cookie {
        Cookie(name: name, value: value, maxAge: maxAge, path: "/", httpOnly: true, sameSite: .strict)
    }
}

extension String {
    static let attemptName = "login-attempt"
    static let sessionName = "session"
}
