internal import IDTokenCore
internal import Testing

@testable import idtoken

struct RFC3339Tests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-01-01T00:00:00Z", 1_767_225_600), ("2000-02-29T23:59:59Z", 951_868_799),
            ("1969-12-31T23:59:59Z", -1), ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("1900-03-01T00:00:00Z", -2_203_891_200),
        ] as [(String, Int64)]
    )
    func `A date is read and written`(text: String, seconds: Int64) {
        #expect(NumericDate(rfc3339: text) == NumericDate(seconds: seconds))
        #expect(NumericDate(seconds: seconds).rfc3339 == text)
    }

    @Test func `Every day of 800 years is written as it is read`() {
        for day in Int64(-146_097)...146_097 {
            let (year, month, dayOfMonth) = RFC3339.date(days: day)
            guard RFC3339.days(year: year, month: month, day: dayOfMonth) == day else {
                Issue.record("day \(day) came back as another one")
                return
            }
        }
    }

    @Test func `An offset and a fraction are read`() {
        let date = NumericDate(seconds: 1_767_225_600, nanoseconds: 250_000_000)
        #expect(NumericDate(rfc3339: "2026-01-01T09:00:00.25+09:00") == date)
        #expect(NumericDate(rfc3339: "2025-12-31t18:30:00.250000000-05:30") == date)
        #expect(TimeArgument(argument: "1767225600.25")?.date == date)
    }

    @Test(arguments: [
        "", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00+0900", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-12-31T23:59:60Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00Z ", " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00+24:00", "２０２６-01-01T00:00:00Z", "-1",
        "1e9",
        "0x10", "1767225600.", ".5", "9007199254740992", "99999999999999999999",
    ])
    func `What is no time is refused`(text: String) {
        #expect(TimeArgument(argument: text)?.date == nil)
    }

    @Test(
        arguments: [
            (0, "now"), (1, "in 1 second"), (-1, "1 second ago"), (119, "in 119 seconds"), (-120, "2 minutes ago"),
            (7200, "in 2 hours"), (-172_800, "2 days ago"), (70_000_000, "in 2 years"),
        ] as [(Int64, String)]
    )
    func `A distance in time is put in words`(seconds: Int64, words: String) {
        let now = NumericDate(seconds: 1_767_225_600)
        #expect(now.advanced(bySeconds: seconds).inWords(from: now) == words)
    }
}
