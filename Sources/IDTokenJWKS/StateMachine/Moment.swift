package import IDTokenCore

/// A reading of a clock that only runs forward, in nanoseconds since some start: durations are measured by it.
package struct Uptime: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// A time so far off that it never comes.
    package static let never = Uptime(nanoseconds: .max)

    package static func < (first: Uptime, second: Uptime) -> Bool { first.nanoseconds < second.nanoseconds }

    /// The time some duration later, at most ``never``.
    package static func + (uptime: Uptime, duration: Duration) -> Uptime {
        let (sum, overflow) = uptime.nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
        return overflow ? (duration < .zero ? Uptime(nanoseconds: .min) : .never) : Uptime(nanoseconds: sum)
    }

    /// The time between two readings.
    package static func - (end: Uptime, start: Uptime) -> Duration {
        let (difference, overflow) = end.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
        return .nanoseconds(overflow ? .max : difference)
    }
}

/// What both clocks say at one moment.
///
/// The uptime measures how long something lasts and cannot be set. The wall clock can, but is the only one that knows of
/// time in which the machine stood still, and the only one that outlives the process.
package struct Moment: Hashable, Sendable {
    package var wall: NumericDate
    package var uptime: Uptime

    package init(wall: NumericDate, uptime: Uptime) {
        self.wall = wall
        self.uptime = uptime
    }

    /// Before everything.
    static let longAgo = Moment(
        wall: NumericDate(seconds: -NumericDate.maximumSeconds),
        uptime: Uptime(nanoseconds: .min)
    )

    /// The moment some duration later, by both clocks.
    package static func + (moment: Moment, duration: Duration) -> Moment {
        Moment(wall: moment.wall.advanced(by: duration), uptime: moment.uptime + duration)
    }
}

extension NumericDate {
    /// The time some duration later, moved to the nearest end of the range.
    package func advanced(by duration: Duration) -> NumericDate {
        let (whole, attoseconds) = duration.components
        // The duration's parts have one sign; a fraction below zero borrows a second.
        var nanoseconds = Int64(self.nanoseconds) + attoseconds / 1_000_000_000
        var carry: Int64 = 0
        if nanoseconds < 0 { (nanoseconds, carry) = (nanoseconds + 1_000_000_000, -1) }
        if nanoseconds >= 1_000_000_000 { (nanoseconds, carry) = (nanoseconds - 1_000_000_000, 1) }
        let later = advanced(bySeconds: whole).advanced(bySeconds: carry)
        return NumericDate(seconds: later.seconds, nanoseconds: UInt32(nanoseconds))
    }

    /// The time from another to this one.
    package func duration(since other: NumericDate) -> Duration {
        .seconds(seconds - other.seconds) + .nanoseconds(Int64(nanoseconds) - Int64(other.nanoseconds))
    }
}

extension Duration {
    /// The nanoseconds, at most 292 years of them.
    package var wholeNanoseconds: Int64 {
        let (whole, attoseconds) = components
        let (product, overflow) = whole.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowOfSum) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || overflowOfSum ? (whole < 0 ? .min : .max) : sum
    }

    /// The seconds, rounded up.
    package var secondsRoundedUp: Int {
        let (whole, attoseconds) = components
        return Int(clamping: attoseconds > 0 ? whole.addingReportingOverflow(1).partialValue : whole)
    }
}
