internal import IDTokenCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The clocks of a cache, and the way to wait by them; tests bring their own.
package protocol KeySetClock: Sendable {
    /// Both clocks at one moment.
    func now() -> Moment
    /// The uptime for readers, who ask for every token: cheap, and exact to some milliseconds.
    func readerUptime() -> Uptime
    /// Returns once the uptime has come, or throws `CancellationError`.
    func sleep(until uptime: Uptime) async throws
}

/// The clocks of the system.
package struct SystemKeySetClock: KeySetClock {
    package init() {}

    package func now() -> Moment {
        let wall = Self.read(CLOCK_REALTIME)
        return Moment(
            wall: NumericDate(seconds: wall.seconds, nanoseconds: UInt32(wall.nanoseconds)),
            uptime: Self.uptime(CLOCK_MONOTONIC)
        )
    }

    /// Reads the coarse monotonic clock: about 6 ns where the exact one takes 24. It runs behind by at most a timer tick.
    @inline(__always)
    package func readerUptime() -> Uptime {
        #if os(Linux)
            Self.uptime(CLOCK_MONOTONIC_COARSE)
        #else
            Self.uptime(CLOCK_MONOTONIC)
        #endif
    }

    package func sleep(until uptime: Uptime) async throws {
        let rest = uptime - Self.uptime(CLOCK_MONOTONIC)
        guard rest > .zero else { return try Task.checkCancellation() }
        // An hour at most, so that "never" is no duration that overflows a clock.
        try await Task.sleep(for: min(rest, Duration.seconds(3600)), clock: .continuous)
    }

    @inline(__always)
    private static func uptime(_ clock: clockid_t) -> Uptime {
        let time = read(clock)
        return Uptime(nanoseconds: time.seconds &* 1_000_000_000 &+ time.nanoseconds)
    }

    @inline(__always)
    private static func read(_ clock: clockid_t) -> (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return (Int64(time.tv_sec), Int64(time.tv_nsec))
    }
}
