import Testing

@testable import IDTokenJWKS

/// What header fields say of how long an answer holds.
@Suite struct FreshnessTests {
    private func answer(_ fields: [(String, String)]) -> HTTPAnswer {
        HTTPAnswer(status: 200, fields: fields.map { (name: $0.0, value: $0.1) }, body: [])
    }

    @Test(
        arguments: [
            ("max-age=600", 600), ("public, max-age=600, must-revalidate", 600), ("MAX-AGE=\"600\"", 600),
            (" max-age = 600 ", 600),
            ("max-age=0, no-cache, no-store", 0), ("max-age=600, no-store", 0), ("no-cache", 0),
            ("max-age=600, max-age=60", 60),
            ("max-age", 0), ("max-age=-1", 0), ("max-age=6e2", 0), ("max-age=99999999999999999999", 1 << 31),
            ("max-age=60;x", 0), ("no-cache=\"set-cookie\", max-age=60", 0),
            ("private=\"a, max-age=9\", max-age=60", 0),
            ("max-age=\"6", 0), ("max-age=", 0), ("max-age=1 2", 0), (",,max-age=60,", 60), ("max-age==60", 0),
            ("public", nil), ("s-maxage=60", nil), ("x-max-age=60", nil), ("", nil),
        ] as [(String, Int?)]
    )
    func `Cache-Control is read carefully`(value: String, seconds: Int?) {
        #expect(answer([("Cache-Control", value)]).freshness.lifetime == seconds.map { .seconds($0) })
    }

    @Test func `Expires counts by the server's own clock, and only without max-age`() {
        let date = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
        let expires = ("Expires", "Sun, 06 Nov 1994 08:59:37 GMT")
        #expect(answer([date, expires]).freshness.lifetime == .seconds(600))
        #expect(answer([date, ("Expires", "0")]).freshness.lifetime == .zero)
        #expect(answer([expires]).freshness.lifetime == nil)
        #expect(answer([date, expires, ("Cache-Control", "max-age=5")]).freshness.lifetime == .seconds(5))
    }

    @Test(
        arguments: [
            ("7", 7), ("0", 0), ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:40:37 GMT", 0),
            ("soon", nil), ("-1", nil), ("", nil), ("1.5", nil), ("5, 7", nil), ("99999999999999999999", 1 << 31),
        ] as [(String, Int?)]
    )
    func `Retry-After is seconds or a date`(value: String, seconds: Int?) {
        let answer = answer([("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", value)])
        #expect(answer.retryAfter == seconds.map { .seconds($0) })
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000), ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
    ])
    func `A date is read`(text: String, seconds: Int64) {
        #expect(HTTPDate.seconds(text) == seconds)
    }

    @Test(arguments: [
        "", "0", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 99999999999999 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
    ])
    func `No date is guessed`(text: String) {
        #expect(HTTPDate.seconds(text) == nil)
    }

    @Test func `A version that could break a request is not kept`() {
        #expect(answer([("ETag", "\"a\""), ("Age", "30")]).freshness.version?.entityTag == "\"a\"")
        #expect(answer([("Age", "30")]).freshness.age == .seconds(30))
        #expect(answer([("Age", "30"), ("Age", "40, x, 20")]).freshness.age == .seconds(40))
        #expect(answer([("Age", "-1")]).freshness.age == .zero)
        #expect(answer([("Age", "99999999999999999999")]).freshness.age == .seconds(1 << 31))
        #expect(answer([("ETag", "a\r\nX: y")]).freshness.version == nil)
        #expect(answer([("ETag", String(repeating: "a", count: 1000))]).freshness.version == nil)
    }
}
