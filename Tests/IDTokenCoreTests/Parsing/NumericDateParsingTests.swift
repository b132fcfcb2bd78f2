import Testing

@testable import IDTokenCore

@Suite struct NumericDateParsingTests {
    private static func date(_ number: String, roundingUp: Bool = true) -> NumericDate? {
        let text = Array("xx\(number)}".utf8)
        return NumericDate(number: text.span.octets, in: 2..<(text.count - 1), roundingUp: roundingUp)
    }

    @Test(
        arguments: [
            ("0", 0, 0), ("1", 1, 0), ("1767225600", 1_767_225_600, 0), ("999999999999999", 999_999_999_999_999, 0),
            ("1000000000000000", 1_000_000_000_000_000, 0), ("9007199254740991", 9_007_199_254_740_991, 0),
            ("9007199254740991.0", 9_007_199_254_740_991, 0),
            ("9007199254740990.999", 9_007_199_254_740_990, 999_000_000),
            ("-0", 0, 0), ("-0.0", 0, 0), ("-0e99999999999", 0, 0), ("0e-5", 0, 0), ("1.5", 1, 500_000_000),
            ("1.50", 1, 500_000_000),
            ("0.5", 0, 500_000_000), ("1e0", 1, 0), ("1E3", 1000, 0), ("1e+3", 1000, 0), ("1.5e1", 15, 0),
            ("15e-1", 1, 500_000_000),
            ("17672256e2", 1_767_225_600, 0), ("1.7672256e9", 1_767_225_600, 0), ("1767225600000e-3", 1_767_225_600, 0),
            ("0.001e5", 100, 0), ("0.000000001", 0, 1), ("1.000000001000", 1, 1), ("1.999999999", 1, 999_999_999),
            ("9007199254740991e0", 9_007_199_254_740_991, 0), ("0.9007199254740991e16", 9_007_199_254_740_991, 0),
            ("90071992547409910e-1", 9_007_199_254_740_991, 0), ("00", 0, 0),
        ] as [(String, Int64, UInt32)]
    )
    func `A number in range is exact`(_ number: String, _ seconds: Int64, _ nanoseconds: UInt32) {
        #expect(Self.date(number) == NumericDate(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(
        arguments: [
            "-1", "-0.5", "-1e-400", "-0.0000000000001", "9007199254740992", "9007199254740991.1",
            "9007199254740991.0000000000001",
            "90071992547409910", "1e16", "1e17", "1e400", "1e99999999999999999999", "1.0e20000001",
            "123456789012345678901234567890", "9007199254740991.00000000000000000001",
            "9999999999999999", "18446744073709551616", "9223372036854775808", "0.1e18", "1e20000000",
        ]
    )
    func `A negative number or one beyond 2^53 - 1 is no time`(_ number: String) {
        #expect(Self.date(number) == nil)
    }

    @Test(
        arguments: [
            ("1.0000000019", (1, 1), (1, 2)), ("1.00000000100000000001", (1, 1), (1, 2)),
            ("1.999999999999", (1, 999_999_999), (2, 0)), ("1e-400", (0, 0), (0, 1)),
            ("9007199254740990.99999999999", (9_007_199_254_740_990, 999_999_999), (9_007_199_254_740_991, 0)),
            ("19999999999999e-13", (1, 999_999_999), (2, 0)),
        ] as [(String, (Int64, UInt32), (Int64, UInt32))]
    )
    func `What lies below a nanosecond is rounded as the comparison needs it`(
        _ number: String,
        _ down: (Int64, UInt32),
        _ up: (Int64, UInt32)
    ) {
        #expect(Self.date(number, roundingUp: false) == NumericDate(seconds: down.0, nanoseconds: down.1))
        #expect(Self.date(number, roundingUp: true) == NumericDate(seconds: up.0, nanoseconds: up.1))
    }

    @Test func `A fraction too small to be kept still counts as one`() throws {
        for number in ["5.0000000000001", "5.00000000000000000000000000000000000001", "50000000000000001e-16"] {
            let date = try #require(Self.date(number))
            #expect(date > NumericDate(seconds: 5))
            #expect(date < NumericDate(seconds: 5, nanoseconds: 2))
        }
        #expect(try #require(Self.date("1e-400")) == NumericDate(seconds: 0, nanoseconds: 1))
        #expect(try #require(Self.date("1e-99999999999999999999")) == NumericDate(seconds: 0, nanoseconds: 1))
        #expect(Self.date("0.0000000000000000000") == NumericDate(seconds: 0))
    }

    @Test func `Long spellings cost no more than their length and change nothing`() {
        let zeros = String(repeating: "0", count: 5000)
        #expect(Self.date("1.\(zeros)") == NumericDate(seconds: 1))
        #expect(Self.date("1\(zeros)e-5000") == NumericDate(seconds: 1))
        #expect(Self.date("0.\(zeros)1e5001") == NumericDate(seconds: 1))
        #expect(Self.date("1\(zeros)") == nil)
        #expect(Self.date("1.\(zeros)1") == NumericDate(seconds: 1, nanoseconds: 1))
        #expect(Self.date("1e\(zeros)2") == NumericDate(seconds: 100))
    }

    @Test func `Random decimals with exponents are the numbers that their digits say`() {
        var random = SeededGenerator(53)
        for _ in 0..<3000 {
            let value =
                UInt64.random(in: 0...9_007_199_254_740_991, using: &random)
                >> UInt64.random(in: 0...52, using: &random)
            let digits = String(value)
            // The same value with its point moved, and the exponent to make up for it.
            let shift = Int.random(in: 0...12, using: &random)
            let padded = String(repeating: "0", count: max(0, shift + 1 - digits.count)) + digits
            let point = padded.index(padded.endIndex, offsetBy: -shift)
            let spelling = shift == 0 ? digits : padded[..<point] + "." + padded[point...] + "e\(shift)"
            guard Self.date(String(spelling)) == NumericDate(seconds: Int64(value)) else {
                Issue.record("\(spelling) is not \(value)")
                return
            }
            let nanoseconds = UInt32.random(in: 0...999_999_999, using: &random)
            guard value < 9_007_199_254_740_991 else { continue }
            let date = NumericDate(seconds: Int64(value), nanoseconds: nanoseconds)
            guard Self.date(date.description) == date else {
                Issue.record("\(date) is not read back")
                return
            }
        }
    }
}
