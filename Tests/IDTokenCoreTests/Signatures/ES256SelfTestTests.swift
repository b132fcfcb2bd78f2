import Testing

@testable import IDTokenCore

@Suite struct ES256SelfTestTests {
    @Test func `The accelerated engine gives the known answers here`() {
        #expect(ES256SelfTest.givesKnownAnswers())
        #expect(ES256SelfTest.isRight)
    }

    @Test func `An engine that is not faster by the clock it is measured with is not worth its tables`() {
        // A clock that stands still: both engines take no time at all, and a tie is no gain.
        #expect(!ES256SelfTest.isFaster(measuredBy: StoppedClock()))
    }

    /// A clock that always says the same.
    private struct StoppedClock: Clock {
        struct Instant: InstantProtocol {
            func advanced(by duration: Duration) -> Instant { self }
            func duration(to other: Instant) -> Duration { .zero }
            static func < (first: Instant, second: Instant) -> Bool { false }
        }

        var now: Instant { Instant() }
        var minimumResolution: Duration { .zero }
        func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
    }
}
