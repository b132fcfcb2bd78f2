/// A point in time as RFC 7519 §2 writes it: seconds since 1970-01-01T00:00:00Z, ignoring leap seconds.
///
/// Whole seconds and nanoseconds are kept apart, so that comparisons are exact and no `Double` rounds a boundary.
public struct NumericDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The largest number of seconds that is kept: 2^53 − 1, the largest integer that every JSON reader agrees on.
    public static let maximumSeconds: Int64 = 9_007_199_254_740_991

    /// Whole seconds since 1970, rounded down; from −(2^53 − 1) to 2^53 − 1.
    public let seconds: Int64
    /// The part of a second after ``seconds``, in nanoseconds; from 0 to 999,999,999.
    public let nanoseconds: UInt32

    /// Makes a time from whole seconds since 1970 and a fraction.
    ///
    /// Values outside of the ranges are moved to their nearest end: no input traps.
    public init(seconds: Int64, nanoseconds: UInt32 = 0) {
        self.seconds = min(max(seconds, -Self.maximumSeconds), Self.maximumSeconds)
        self.nanoseconds = min(nanoseconds, 999_999_999)
    }

    /// The time some whole seconds later (or earlier, if negative), moved to the nearest end of the range.
    public func advanced(bySeconds offset: Int64) -> NumericDate {
        let (sum, overflow) = seconds.addingReportingOverflow(offset)
        let saturated = offset < 0 ? Int64.min : Int64.max
        return NumericDate(seconds: overflow ? saturated : sum, nanoseconds: nanoseconds)
    }

    /// Orders by time.
    public static func < (first: NumericDate, second: NumericDate) -> Bool {
        (first.seconds, first.nanoseconds) < (second.seconds, second.nanoseconds)
    }

    /// The number as JSON would write it, for example `1767225600` or `1767225600.5`.
    public var description: String {
        guard nanoseconds != 0 else { return String(seconds) }
        var digits = String(nanoseconds)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(seconds).\(digits)"
    }
}
