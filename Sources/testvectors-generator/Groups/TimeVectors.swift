import IDTokenCore
import IDTokenTesting

/// Boundaries of every time rule, and every spelling of a number of seconds (RFC 7519 §2 and §4.1).
enum TimeVectors {
    private static let now = TokenDraft.now
    /// 2^53 − 1, the largest number of seconds.
    private static let largest: Int64 = 9_007_199_254_740_991

    static func group() -> VectorGroup {
        var group = VectorGroup(
            "time",
            about: "exp, nbf, iat and max_age to the second, with and without leeway; decimals, exponents and ranges"
        )
        addExpiry(&group)
        addNotBefore(&group)
        addIssuedAt(&group)
        addMaximumAge(&group)
        addSpellings(&group)
        addRanges(&group)
        addTypes(&group)
        return group
    }

    private static func addExpiry(_ group: inout VectorGroup) {
        group.accept("exp-next-second", "exp is one second ahead") { $0.number("exp", now + 1) }
        group.refuse("exp-now", .expired, "exp is now: the time must be before it") { $0.number("exp", now) }
        group.refuse("exp-last-second", .expired, "exp was a second ago") { $0.number("exp", now - 1) }
        group.refuse("exp-days-ago", .expired, "a token that an app kept for days") {
            $0.number("iat", now - 260_000)
            $0.number("exp", now - 256_400)
        }
        group.accept("exp-leeway-inside", "exp was 299 seconds ago and the leeway is 300") {
            $0.leeway = 300
            $0.number("exp", now - 299)
        }
        group.refuse("exp-leeway-bound", .expired, "exp was 300 seconds ago and the leeway is 300") {
            $0.leeway = 300
            $0.number("exp", now - 300)
        }
        group.refuse("exp-leeway-outside", .expired, "exp was 301 seconds ago and the leeway is 300") {
            $0.leeway = 300
            $0.number("exp", now - 301)
        }
        group.refuse("exp-leeway-0", .expired, "exp is now and the leeway is given as 0") {
            $0.leeway = 0
            $0.number("exp", now)
        }
        group.accept("exp-leeway-1", "exp is now and the leeway is 1") {
            $0.leeway = 1
            $0.number("exp", now)
        }
        group.refuse("exp-hs256", .expired, "an HS256 token whose exp is now") {
            $0.useSecret()
            $0.number("exp", now)
        }
        group.accept("exp-leeway-huge", "a leeway of 2^53 − 1 seconds overflows nothing") {
            $0.leeway = Int(largest)
            $0.number("exp", now - 1)
        }
        group.accept("exp-largest-leeway-huge", "the largest exp and the largest leeway overflow nothing") {
            $0.leeway = Int(largest)
            $0.number("exp", largest)
        }
    }

    private static func addNotBefore(_ group: inout VectorGroup) {
        group.accept("nbf-now", "nbf is now") { $0.number("nbf", now) }
        group.accept("nbf-zero", "nbf is 0") { $0.number("nbf", 0) }
        group.refuse("nbf-next-second", .notYetValid, "nbf is one second ahead") { $0.number("nbf", now + 1) }
        group.refuse("nbf-half-second", .notYetValid, "nbf is half a second ahead") { $0.number("nbf", "1767225600.5") }
        group.accept("nbf-leeway-bound", "nbf is 300 seconds ahead and the leeway is 300") {
            $0.leeway = 300
            $0.number("nbf", now + 300)
        }
        group.refuse("nbf-leeway-outside", .notYetValid, "nbf is 301 seconds ahead and the leeway is 300") {
            $0.leeway = 300
            $0.number("nbf", now + 301)
        }
        group.refuse("nbf-leeway-half", .notYetValid, "nbf is 300.5 seconds ahead and the leeway is 300") {
            $0.leeway = 300
            $0.number("nbf", "1767225900.5")
        }
        group.refuse("nbf-behind-exp", .notYetValid, "nbf lies behind exp") { $0.number("nbf", now + 7_200) }
        group.refuse("nbf-hs256", .notYetValid, "an HS256 token whose nbf is one second ahead") {
            $0.useSecret()
            $0.number("nbf", now + 1)
        }
    }

    private static func addIssuedAt(_ group: inout VectorGroup) {
        group.accept("iat-now", "iat is now") { $0.number("iat", now) }
        group.accept("iat-zero", "iat is 0 and exp is ahead: without a maximum age iat may be old") {
            $0.number("iat", 0)
        }
        group.refuse("iat-next-second", .notYetValid, "iat is one second ahead") { $0.number("iat", now + 1) }
        group.refuse("iat-half-second", .notYetValid, "iat is half a second ahead") { $0.number("iat", "1767225600.5") }
        group.accept("iat-leeway-bound", "iat is 300 seconds ahead and the leeway is 300") {
            $0.leeway = 300
            $0.number("iat", now + 300)
        }
        group.refuse("iat-leeway-outside", .notYetValid, "iat is 301 seconds ahead and the leeway is 300") {
            $0.leeway = 300
            $0.number("iat", now + 301)
        }
        group.refuse("iat-largest", .notYetValid, "iat is 2^53 − 1") { $0.number("iat", largest) }
        group.refuse("iat-milliseconds", .notYetValid, "iat and exp in milliseconds") {
            $0.number("iat", now * 1_000)
            $0.number("exp", (now + 3_600) * 1_000)
        }
    }

    private static func addMaximumAge(_ group: inout VectorGroup) {
        func aged(_ spelling: String, maximum: Int, leeway: Int? = nil) -> (inout TokenDraft) -> Void {
            { draft in
                draft.maximumAge = maximum
                draft.leeway = leeway
                draft.number("auth_time", spelling)
            }
        }
        group.accept(
            "max-age-inside",
            "authenticated 3,599 seconds ago of 3,600",
            aged("\(now - 3_599)", maximum: 3_600)
        )
        group.accept("max-age-bound", "authenticated exactly 3,600 seconds ago", aged("\(now - 3_600)", maximum: 3_600))
        group.refuse(
            "max-age-outside",
            .tooOld,
            "authenticated 3,601 seconds ago of 3,600",
            aged("\(now - 3_601)", maximum: 3_600)
        )
        group.refuse(
            "max-age-half",
            .tooOld,
            "authenticated 3,600.5 seconds ago of 3,600",
            aged("1767221999.5", maximum: 3_600)
        )
        group.accept(
            "max-age-inside-half",
            "authenticated 3,599.5 seconds ago of 3,600",
            aged("1767222000.5", maximum: 3_600)
        )
        group.accept("max-age-zero-now", "a maximum age of 0 and authenticated now", aged("\(now)", maximum: 0))
        group.refuse(
            "max-age-zero",
            .tooOld,
            "a maximum age of 0 and authenticated a second ago",
            aged("\(now - 1)", maximum: 0)
        )
        group.accept(
            "max-age-leeway",
            "authenticated 3,600 seconds ago of 3,600, leeway 300",
            aged("\(now - 3_600)", maximum: 3_600, leeway: 300)
        )
        group.leaveOpen(
            "max-age-leeway-inside",
            [.tooOld],
            "authenticated 3,601 seconds ago of 3,600: whether a leeway stretches max_age is open",
            aged("\(now - 3_601)", maximum: 3_600, leeway: 300)
        )
        group.leaveOpen(
            "max-age-leeway-bound",
            [.tooOld],
            "authenticated 3,900 seconds ago of 3,600: whether a leeway stretches max_age is open",
            aged("\(now - 3_900)", maximum: 3_600, leeway: 300)
        )
        group.refuse(
            "max-age-leeway-outside",
            .tooOld,
            "authenticated 3,901 seconds ago of 3,600, leeway 300",
            aged("\(now - 3_901)", maximum: 3_600, leeway: 300)
        )
        group.refuse("max-age-auth-time-zero", .tooOld, "authenticated in 1970", aged("0", maximum: 3_600))
        group.accept(
            "max-age-auth-time-zero-huge",
            "authenticated in 1970 and any age allowed",
            aged("0", maximum: Int(largest))
        )
        group.refuse(
            "max-age-no-auth-time",
            .missingClaim,
            "a maximum age and no auth_time: iat does not stand in for it"
        ) {
            $0.maximumAge = 3_600
        }
        group.refuse("max-age-no-auth-time-new", .missingClaim, "a maximum age, issued now, and no auth_time") {
            $0.maximumAge = 0
            $0.number("iat", now)
        }
        group.accept("auth-time-old", "authenticated years ago and no maximum age") {
            $0.number("auth_time", 1_000_000_000)
        }
        group.refuse("max-age-hs256", .tooOld, "an HS256 token, authenticated 3,601 seconds ago of 3,600") {
            $0.useSecret()
            $0.maximumAge = 3_600
            $0.number("auth_time", now - 3_601)
        }
    }

    /// Decimals and exponents, whose value counts and not their spelling.
    private static func addSpellings(_ group: inout VectorGroup) {
        let ahead = [
            "1767225600.5", "1767225600.25", "1767225601.0", "1.767225601e9", "1.767225601E9", "1.767225601e+9",
            "17672256010e-1", "1767225601E-0", "1767225601e0", "0.0000000001767225601e19",
            "1767225601.000000000000000000",
            "176722560100000000000e-11",
        ]
        for (index, spelling) in ahead.enumerated() {
            group.accept("exp-ahead-\(index + 1)", "exp is \(spelling), which is ahead") { $0.number("exp", spelling) }
        }
        let past = [
            "1767225600.0", "1767225599.999", "17672256e2", "1.7672256e9", "1.7672256E+9", "17672256000e-1",
            "0.17672256e10", "1767225600000000000000e-12", "1767225600.00e00", "1767225599.9999999999999999999",
        ]
        for (index, spelling) in past.enumerated() {
            group.refuse("exp-past-\(index + 1)", .expired, "exp is \(spelling), which is now or before") {
                $0.number("exp", spelling)
            }
        }
        group.leaveOpen("exp-tiny-fraction", [.expired], "a fraction that no Double holds: whether it counts is open") {
            $0.number("exp", "1767225600.0000000000001")
        }
        group.refuse("iat-exponent", .notYetValid, "iat is 17672256010e-1, a second ahead") {
            $0.number("iat", "17672256010e-1")
        }
        group.accept("iat-exponent-now", "iat is 17672256e2, which is now") { $0.number("iat", "17672256e2") }
        group.refuse("nbf-exponent", .notYetValid, "nbf is 1.767225601e9, a second ahead") {
            $0.number("nbf", "1.767225601e9")
        }
        group.refuse("auth-time-exponent", .tooOld, "auth_time is 1.767221999e9, 3,601 seconds ago") {
            $0.maximumAge = 3_600
            $0.number("auth_time", "1.767221999e9")
        }
    }

    /// From 0 to 2^53 − 1.
    private static func addRanges(_ group: inout VectorGroup) {
        let inRange = ["9007199254740991", "9007199254740991.0", "9.007199254740991e15", "900719925474099100e-2"]
        for (index, spelling) in inRange.enumerated() {
            group.accept("exp-largest-\(index + 1)", "exp is \(spelling), the largest number") {
                $0.number("exp", spelling)
            }
        }
        let beyond = [
            "9007199254740992", "9007199254740992.0", "9.007199254740992e15", "9007199254740993", "9223372036854775807",
            "9223372036854775808", "18446744073709551616", "18446744073709551615", "1e16", "1e18", "1e308", "1e309",
            "1e400",
            "1e999999999", "1e99999999999999999999", "100000000000000000000000000000000000000001",
        ]
        for (index, spelling) in beyond.enumerated() {
            group.refuse("exp-beyond-\(index + 1)", .invalidClaim, "exp is \(spelling), beyond 2^53 − 1") {
                $0.number("exp", spelling)
            }
        }
        let negative = ["-1", "-1767225601", "-0.5", "-1e400", "-9223372036854775808", "-0.0000000000000000000001"]
        for (index, spelling) in negative.enumerated() {
            group.refuse("exp-negative-\(index + 1)", .invalidClaim, "exp is \(spelling), below 0") {
                $0.number("exp", spelling)
            }
        }
        for (index, spelling) in ["0", "-0", "0.0", "-0.0e5", "0e999999999", "1e-400", "1e-99999999999999999999"]
            .enumerated()
        {
            group.refuse("exp-zero-\(index + 1)", .expired, "exp is \(spelling), in range and long past") {
                $0.number("exp", spelling)
            }
        }
        for name in ["iat", "nbf", "auth_time"] {
            for (id, spelling) in [("negative", "-1"), ("beyond", "9007199254740992"), ("huge", "1e400")] {
                group.refuse("\(name.replacing("_", with: "-"))-\(id)", .invalidClaim, "\(name) is \(spelling)") {
                    $0.maximumAge = name == "auth_time" ? 3_600 : nil
                    $0.number(name, spelling)
                }
            }
        }
        group.accept("nbf-minus-zero", "nbf is -0, which is 0") { $0.number("nbf", "-0") }
    }

    private static func addTypes(_ group: inout VectorGroup) {
        let values: [(id: String, value: JSONValue)] = [
            ("string", .string("1767229200")), ("null", .null), ("true", .bool(true)),
            ("array", .array([.number("1767229200")])),
            ("object", .object([])), ("date", .string("2026-01-01T01:00:00Z")),
        ]
        for name in ["exp", "iat", "nbf", "auth_time"] {
            for value in values where name == "exp" || value.id == "string" || value.id == "null" {
                group.refuse(
                    "\(name.replacing("_", with: "-"))-is-\(value.id)",
                    .invalidClaim,
                    "\(name) is \(value.value.text), no number"
                ) {
                    $0.maximumAge = name == "auth_time" ? 3_600 : nil
                    $0.claims[name] = value.value
                }
            }
        }
    }
}
