import Testing

@testable import IDTokenCore

@Suite struct NumericDateTests {
    @Test(arguments: [Int64.min, .min + 1, -9_007_199_254_740_992, 9_007_199_254_740_992, .max - 1, .max])
    func `A time out of range is moved to the nearest end`(_ seconds: Int64) {
        let date = NumericDate(seconds: seconds, nanoseconds: .max)
        #expect(date.seconds == (seconds < 0 ? -NumericDate.maximumSeconds : NumericDate.maximumSeconds))
        #expect(date.nanoseconds == 999_999_999)
    }

    @Test func `Advancing saturates at both ends and never traps`() {
        let largest = NumericDate.maximumSeconds
        for start in [Int64.min, -largest, -1, 0, 1, largest, .max] {
            for offset in [Int64.min, -largest, -1, 0, 1, largest, .max] {
                let date = NumericDate(seconds: start)
                let (sum, overflow) = date.seconds.addingReportingOverflow(offset)
                let expected = overflow ? (offset < 0 ? -largest : largest) : min(max(sum, -largest), largest)
                #expect(date.advanced(bySeconds: offset).seconds == expected)
            }
        }
    }

    @Test func `Times are ordered by seconds and then by nanoseconds, before 1970 as well`() {
        let dates = [
            NumericDate(seconds: .min), NumericDate(seconds: -2, nanoseconds: 999_999_999), NumericDate(seconds: -1),
            NumericDate(seconds: -1, nanoseconds: 1), NumericDate(seconds: 0), NumericDate(seconds: 0, nanoseconds: 1),
            NumericDate(seconds: 0, nanoseconds: 999_999_999), NumericDate(seconds: 1), NumericDate(seconds: .max),
        ]
        for (first, left) in dates.enumerated() {
            for (second, right) in dates.enumerated() { #expect((left < right) == (first < second)) }
        }
    }

    @Test func `The description is the number as JSON writes it`() {
        #expect(NumericDate(seconds: 1_767_225_600).description == "1767225600")
        #expect(NumericDate(seconds: 1, nanoseconds: 500_000_000).description == "1.5")
        #expect(NumericDate(seconds: 1, nanoseconds: 1).description == "1.000000001")
    }
}
