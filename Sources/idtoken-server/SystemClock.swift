internal import IDTokenCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The system's time of day. The core reads no clock: a time is always handed to it.
enum SystemClock {
    static var now: NumericDate {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return NumericDate(seconds: Int64(time.tv_sec), nanoseconds: UInt32(time.tv_nsec))
    }
}
