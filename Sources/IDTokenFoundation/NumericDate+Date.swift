public import Foundation
public import IDTokenCore

extension NumericDate {
    /// Makes a time from a `Date`, exact to about a quarter of a microsecond.
    public init(_ date: Date) {
        let interval = date.timeIntervalSince1970
        let whole = interval.rounded(.down)
        // A date beyond 2^53 seconds, or none at all, is moved to the nearest end of the range.
        guard whole.isFinite, abs(whole) < Double(Self.maximumSeconds) else {
            self.init(seconds: interval > 0 ? Self.maximumSeconds : -Self.maximumSeconds)
            return
        }
        self.init(seconds: Int64(whole), nanoseconds: UInt32((interval - whole) * 1_000_000_000))
    }

    /// The system clock's time.
    public static var now: NumericDate { NumericDate(Date()) }
}
