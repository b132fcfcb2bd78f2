import IDTokenCore
import IDTokenJWKS

/// A state machine with a hand on its clock, and what it has asked for so far.
struct DrivenState {
    var state: KeySetCacheState
    var wallOffset: Double = 0
    var time: Double = 0
    var random = 0.0
    private(set) var orders: [FetchOrder] = []
    private(set) var announced: [KeySetEvent] = []
    private(set) var publication: Publication?
    private(set) var wake: Uptime = .never
    private(set) var saved: [HeldKeySet] = []
    private(set) var released: [UInt64] = []

    init(_ configuration: KeySetCacheConfiguration = KeySetCacheConfiguration()) {
        state = KeySetCacheState(configuration, at: .at(0))
    }

    var moment: Moment { .at(time, wallOffset: wallOffset) }

    mutating func receive(_ event: CacheEvent) {
        for action in state.receive(event, at: moment, random: random) {
            switch action {
            case .fetch(let order): orders.append(order)
            case .announce(let event): announced.append(event)
            case .publish(let publication): self.publication = publication
            case .wake(let uptime): wake = uptime
            case .save(let held): saved.append(held)
            case .remember: break
            case .release(let attempt): released.append(attempt)
            }
        }
    }

    /// Seconds until the machine wants to be woken.
    var secondsToWake: Double { Double((wake - moment.uptime).wholeNanoseconds) / 1e9 }

    /// Lets time pass and wakes the machine at every moment it asks for on the way.
    mutating func advance(by seconds: Double) {
        let end = time + seconds
        while secondsToWake <= end - time, wake != .never {
            time += max(0, secondsToWake)
            let before = (orders.count, wake)
            receive(.timer)
            if before == (orders.count, wake) { break }
        }
        time = end
    }

    /// Ends the last attempt.
    mutating func finish(_ outcome: FetchOutcome) {
        guard let order = orders.last else { return }
        receive(.fetchFinished(order.identifier, outcome))
    }

    mutating func finish(with numbers: [Int], _ freshness: KeySetFreshness = KeySetFreshness()) throws {
        finish(.replaced(try TestKeySets.content(numbers, freshness)))
    }

    /// A machine that has just got its first set.
    static func holding(
        _ numbers: [Int],
        _ configuration: KeySetCacheConfiguration = KeySetCacheConfiguration(),
        freshness: KeySetFreshness = KeySetFreshness()
    ) throws -> DrivenState {
        var driven = DrivenState(configuration)
        driven.receive(.timer)
        try driven.finish(with: numbers, freshness)
        return driven
    }

    var phase: KeySetCacheStatus.Phase { state.phase(at: moment) }
    var heldGeneration: UInt64 { state.held?.keys.generation ?? 0 }

    static let serverError = KeySetFetchError(.unexpectedStatus, "The status is 500.", status: 500)
}
