internal import IDTokenCore

/// Notices when the wall clock does not go along with the uptime: it was set, or the machine stood still.
struct ClockComparison: Sendable {
    /// Smaller differences are the slewing of a clock that is being disciplined, and rounding.
    static let tolerance: Duration = .seconds(5)

    private var last: Moment

    init(_ moment: Moment) {
        last = moment
    }

    /// How far the wall clock has stepped since the last call, if it has; forward is positive.
    mutating func step(to moment: Moment) -> Duration? {
        let step = moment.wall.duration(since: last.wall) - (moment.uptime - last.uptime)
        last = moment
        return step > Self.tolerance || step < .zero - Self.tolerance ? step : nil
    }
}
