internal import IDTokenCore

/// Dates of the Gregorian calendar in the form `2026-01-01T00:00:00Z` (RFC 3339 §5.6).
enum RFC3339 {
    static let secondsPerDay: Int64 = 86_400

    /// Days from 1970-01-01 to a date.
    ///
    /// Years are counted from 1 March, so that the leap day is the last of its year and months have a regular length.
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let leapDays = floor(yearFromMarch, 4) - floor(yearFromMarch, 100) + floor(yearFromMarch, 400)
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        // 719,468 days lie between 1 March of the year 0 and 1 January 1970.
        return 365 * yearFromMarch + leapDays + dayOfYear - 719_468
    }

    /// The date some days after 1970-01-01: the inverse of ``days(year:month:day:)``, by the same calendar that begins
    /// on 1 March.
    static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let sinceYearZero = days + 719_468
        let era = floor(sinceYearZero, 146_097)
        let dayOfEra = sinceYearZero - era * 146_097
        // Leap days come every 1,461 days, but not every 36,524, and then again on the last day of an era.
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// A fraction of a second, one to nine digits, in nanoseconds.
    static func nanoseconds(_ digits: Substring) -> UInt32? {
        guard (1...9).contains(digits.utf8.count), let value = number(digits) else { return nil }
        return (digits.utf8.count..<9).reduce(UInt32(value)) { scaled, _ in scaled * 10 }
    }

    /// Digits and nothing else.
    static func number(_ digits: Substring) -> Int64? {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int64(digits)
    }

    static func floor(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        dividend >= 0 ? dividend / divisor : (dividend - divisor + 1) / divisor
    }
}

extension NumericDate {
    /// Reads a date and time with an offset, for example `2026-01-01T09:00:00+09:00`; `nil` if it is none. A leap
    /// second is refused: NumericDate has none.
    init?(rfc3339 text: String) {
        var rest = text[...]
        func take(_ count: Int) -> Int64? {
            guard rest.utf8.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return RFC3339.number(rest.prefix(count))
        }
        func take(_ choices: Character...) -> Character? {
            guard let first = rest.first, choices.contains(first) else { return nil }
            rest.removeFirst()
            return first
        }
        guard text.utf8.allSatisfy({ $0 < 0x80 }),
            let year = take(4), take("-") != nil, let month = take(2), take("-") != nil, let day = take(2),
            take("T", "t", " ") != nil,
            let hour = take(2), take(":") != nil, let minute = take(2), take(":") != nil, let second = take(2),
            (1...12).contains(month), hour < 24, minute < 60, second < 60
        else { return nil }
        var nanoseconds: UInt32 = 0
        if take(".") != nil {
            let digits = rest.prefix { $0.isNumber }
            guard let fraction = RFC3339.nanoseconds(digits) else { return nil }
            nanoseconds = fraction
            rest = rest.dropFirst(digits.count)
        }
        var offset: Int64 = 0
        guard let sign = take("Z", "z", "+", "-") else { return nil }
        if sign == "+" || sign == "-" {
            guard let hours = take(2), take(":") != nil, let minutes = take(2), hours < 24, minutes < 60 else {
                return nil
            }
            offset = (sign == "+" ? 1 : -1) * (hours * 3600 + minutes * 60)
        }
        let days = RFC3339.days(year: year, month: month, day: day)
        // A day that the month does not have comes back as another one.
        guard rest.isEmpty, day >= 1, RFC3339.date(days: days) == (year, month, day) else { return nil }
        self.init(
            seconds: days * RFC3339.secondsPerDay + hour * 3600 + minute * 60 + second - offset,
            nanoseconds: nanoseconds
        )
    }

    /// The time in the form `2026-01-01T00:00:00Z`; see ``OutputBuffer/append(rfc3339:)``.
    var rfc3339: String {
        var output = OutputBuffer()
        output.append(rfc3339: self)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    /// How far the time is from another one, in words: `5 minutes ago`, `in 2 days`, `now`.
    func inWords(from now: NumericDate) -> String {
        let difference = seconds - now.seconds
        guard difference != 0 else { return "now" }
        let units: [(name: String, seconds: Int64, from: Int64)] = [
            ("year", 31_556_952, 63_113_904), ("day", 86_400, 172_800), ("hour", 3600, 7200), ("minute", 60, 120),
        ]
        let distance = abs(difference)
        let unit = units.first { distance >= $0.from } ?? ("second", 1, 0)
        let count = distance / unit.seconds
        let words = "\(count) \(unit.name)\(count == 1 ? "" : "s")"
        return difference < 0 ? "\(words) ago" : "in \(words)"
    }
}

extension OutputBuffer {
    /// Appends a time in the form `2026-01-01T00:00:00Z`, fractions left out; in years that have more or less than four
    /// digits the number itself.
    mutating func append(rfc3339 time: NumericDate) {
        let days = RFC3339.floor(time.seconds, RFC3339.secondsPerDay)
        guard (-719_528...2_932_896).contains(days) else {
            append("\(time) s")
            return
        }
        let (year, month, day) = RFC3339.date(days: days)
        let second = Int(time.seconds - days * RFC3339.secondsPerDay)
        append(Int(year), width: 4)
        append("-" as StaticString)
        append(Int(month), width: 2)
        append("-" as StaticString)
        append(Int(day), width: 2)
        append("T" as StaticString)
        append(second / 3600, width: 2)
        append(":" as StaticString)
        append(second / 60 % 60, width: 2)
        append(":" as StaticString)
        append(second % 60, width: 2)
        append("Z" as StaticString)
    }
}
