import Foundation
import IDTokenCore
import IDTokenFoundation
import Testing

@Suite struct NumericDateDateTests {
    @Test(
        arguments: [
            (0, 0, 0), (1.5, 1, 500_000_000), (1_767_225_600, 1_767_225_600, 0), (-1, -1, 0), (-0.25, -1, 750_000_000),
        ] as [(Double, Int64, UInt32)]
    )
    func `A date is the second that it lies in and the fraction behind it`(
        _ interval: Double,
        _ seconds: Int64,
        _ nanoseconds: UInt32
    ) {
        let date = NumericDate(Date(timeIntervalSince1970: interval))
        #expect(date.seconds == seconds)
        // A `Date` counts from 2001 in a `Double`.
        #expect(abs(Int64(date.nanoseconds) - Int64(nanoseconds)) < 1000)
    }

    @Test(arguments: [1e16, 1e300, Double.infinity])
    func `A date beyond the range is moved to its end`(_ interval: Double) {
        #expect(NumericDate(Date(timeIntervalSince1970: interval)).seconds == NumericDate.maximumSeconds)
        #expect(NumericDate(Date(timeIntervalSince1970: -interval)).seconds == -NumericDate.maximumSeconds)
    }

    @Test(arguments: [Double.nan, -1e-300, -.leastNonzeroMagnitude, .leastNonzeroMagnitude])
    func `A date that is none, or next to nothing, does not trap`(_ interval: Double) {
        let date = NumericDate(Date(timeIntervalSince1970: interval))
        #expect(date <= NumericDate(seconds: 0, nanoseconds: 1000))
        #expect(date.nanoseconds < 1_000_000_000)
    }

    @Test func `Now is the system clock's time`() {
        let (before, now, after) = (Date(), NumericDate.now, Date())
        #expect(NumericDate(before) <= now)
        #expect(now <= NumericDate(after))
    }
}
