#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The two clocks of a measurement, in nanoseconds.
enum Clock {
    /// Time as it passes. Reading it takes some 20 to 40 ns.
    @inline(__always)
    static var now: UInt64 { read(CLOCK_MONOTONIC) }

    /// Time that the threads of the process have spent on cores, all together.
    static var processTime: UInt64 { read(CLOCK_PROCESS_CPUTIME_ID) }

    @inline(__always)
    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}
