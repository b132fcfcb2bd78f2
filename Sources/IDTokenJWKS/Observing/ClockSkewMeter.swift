public import IDTokenCore
internal import Metrics
internal import Synchronization

/// Measures how far the issuer's clock runs ahead of ours, from the times at which valid tokens say they were issued.
///
/// A token arrives some seconds to an hour after it was issued, so most of them tell nothing; the youngest do. If the
/// youngest of many seems to come from the future, our clock is behind by at least that much; if none is ever younger than
/// a minute, it is perhaps ahead. Noting a token takes some nanoseconds and no lock.
public final class ClockSkewMeter: Sendable {
    /// The issuer whose tokens are measured.
    public let issuer: String

    /// The youngest age since the last reading, and since the one before; in milliseconds.
    private let youngest = Atomic<Int64>(.max)
    private let previous = Atomic<Int64>(.max)
    /// Far in the past at first; not so far that a difference could overflow.
    private let windowStart = Atomic<Int64>(.min / 2)
    private let recorder: Recorder

    /// How long tokens are gathered before the youngest is told: many arrive in it even at a quiet service.
    static let window: Int64 = 600

    /// Makes a meter.
    public init(issuer: String) {
        self.issuer = issuer
        recorder = Recorder(label: "idtoken_token_age_seconds", dimensions: [("issuer", issuer)])
    }

    /// Notes a valid token.
    public func note(issuedAt: NumericDate, at now: NumericDate) {
        let age = now.duration(since: issuedAt)
        let milliseconds = age.wholeNanoseconds / 1_000_000
        recorder.record(Double(milliseconds) / 1000)
        let start = windowStart.load(ordering: .relaxed)
        if now.seconds - start >= Self.window || now.seconds < start {
            // One thread begins the new window; a token noted meanwhile may fall into either.
            if windowStart.compareExchange(expected: start, desired: now.seconds, ordering: .relaxed).exchanged {
                previous.store(youngest.exchange(.max, ordering: .relaxed), ordering: .relaxed)
            }
        }
        youngest.min(milliseconds, ordering: .relaxed)
    }

    /// The age of the youngest valid token of the last ten to twenty minutes, by our clock; negative if it seems to come
    /// from the future, which is how far our clock is behind at least. `nil` if there was none.
    public var youngestTokenAge: Duration? {
        let least = min(youngest.load(ordering: .relaxed), previous.load(ordering: .relaxed))
        return least == .max ? nil : .milliseconds(least)
    }
}
