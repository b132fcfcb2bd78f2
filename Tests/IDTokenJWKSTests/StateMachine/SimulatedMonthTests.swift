import IDTokenCore
import IDTokenJWKS
import Testing

/// Thirty days of outages, rotations, slow answers and clocks that are set, played through by event.
@Suite struct SimulatedMonthTests {
    @Test(arguments: UInt64(1)...3)
    func `In a month of outages and rotations keys are trusted as long as stated and asked for as seldom as stated`(
        seed: UInt64
    ) throws {
        var month = SimulatedMonth(seed: seed)
        try month.play(days: 30)
        #expect(month.faults == [])
        // The simulation is worth something only if everything happened in it.
        #expect(month.judged > 20_000)
        #expect(month.rotations > 20)
        #expect(month.failures > 50)
        #expect(month.lapses > 0)
    }
}

/// An issuer, a network and callers around one state machine, and the rules checked at every step by a model that knows
/// the truth.
private struct SimulatedMonth {
    private var generator: SeededGenerator
    private var cache = DrivenState()
    private var configuration: KeySetCacheConfiguration { cache.state.configuration }

    /// What the issuer publishes, and when each key was withdrawn.
    private var published: [Int] = [0, 1]
    private var withdrawnAt: [Int: Double] = [:]
    private var nextKey = 2
    private var nextRotation: Double = 0
    /// Until when the endpoint is down, and until when it is up after that.
    private var isDown = false
    private var upSince: Double = 0
    /// How long a withdrawn key can stay trusted while the endpoint is up: the longest interval with its jitter, after an
    /// attempt that had just begun and was the last of a series of failures.
    private let longestTrustWhileUp: Double = 3960 + 90 + 99 + 30
    private var nextChange: Double = 0
    private var nextCaller: Double = 0
    private var nextClockStep: Double = 0
    /// The attempt in flight: when it ends, and with what.
    private var answer: (identifier: UInt64, startedAt: Double, endsAt: Double, outcome: FetchOutcome?, keys: [Int])?
    private var lastEnd: (time: Double, isSuccess: Bool)?
    private var failuresInARow = 0
    private var startedOrders = 0
    /// What the model knows: the keys of the last good answer, and when its attempt started.
    private var known: (keys: [Int], since: Double)?

    private var found: (generation: UInt64, numbers: Set<Int>)?

    var faults: [String] = []
    var judged = 0, rotations = 0, failures = 0, lapses = 0

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func play(days: Double) throws {
        let end = days * 86400
        nextRotation = random(3600, 86400)
        nextChange = random(600, 86400)
        nextClockStep = random(3600, 172_800)
        cache.receive(.timer)
        try takeOrders()
        while cache.time < end, faults.count < 5 {
            let times = [
                nextRotation, nextChange, nextCaller, nextClockStep, answer?.endsAt ?? .infinity,
                cache.time + max(0, cache.secondsToWake),
            ]
            let next = times.min() ?? end
            cache.time = max(cache.time, next)
            cache.random = random(0, 1)
            if cache.secondsToWake <= 0 { cache.receive(.timer) }
            if let answer, answer.endsAt <= cache.time { finish(answer) }
            if nextRotation <= cache.time { rotate() }
            if nextChange <= cache.time {
                isDown.toggle()
                upSince = cache.time
                // Mostly minutes, now and then more than a day.
                nextChange =
                    cache.time
                    + (isDown
                        ? (random(0, 1) < 0.2 ? random(86400, 150_000) : random(30, 7200)) : random(3600, 172_800))
            }
            if nextClockStep <= cache.time {
                cache.wallOffset = random(0, 1) < 0.5 ? 0 : random(-7200, 1800)
                cache.receive(.read)
                nextClockStep = cache.time + random(3600, 172_800)
            }
            if nextCaller <= cache.time {
                call()
                nextCaller = cache.time + random(1, 160)
            }
            try takeOrders()
        }
        lapses = cache.announced.count { if case .trustLapsed = $0 { true } else { false } }
    }

    private mutating func rotate() {
        rotations += 1
        nextRotation = cache.time + random(3600, 172_800)
        if published.count > 1, random(0, 1) < 0.7 {
            let gone = published.remove(at: Int(random(0, Double(published.count))))
            withdrawnAt[gone] = cache.time
        }
        published.append(nextKey)
        withdrawnAt[nextKey] = nil
        nextKey = (nextKey + 1) % 40
        while published.contains(nextKey) { nextKey = (nextKey + 1) % 40 }
    }

    /// Starts the attempts that the machine has ordered, and checks that it kept the stated rate.
    private mutating func takeOrders() throws {
        // An attempt whose end was never heard of is over for the machine, and so for the model.
        if let answer, answer.outcome == nil, cache.released.last == answer.identifier {
            self.answer = nil
            failures += 1
            failuresInARow += 1
            lastEnd = (cache.time, false)
        }
        guard cache.orders.count > startedOrders else { return }
        startedOrders += 1
        check(cache.orders.count == startedOrders, "two attempts at once")
        guard let order = cache.orders.last else { return }
        if answer != nil { check(false, "an attempt while another one is in flight") }
        if let lastEnd {
            // After a success the cool-down, after failures in a row the back-off.
            let least = lastEnd.isSuccess ? 30.0 : min(pow2(failuresInARow - 1), 60)
            check(
                cache.time - lastEnd.time >= least - 0.001,
                "an attempt \(cache.time - lastEnd.time) s after the last"
            )
        }
        let content = published
        var outcome: FetchOutcome?
        var delay = random(0.01, 4.9)
        if isDown {
            switch Int(random(0, 6)) {
            case 0: outcome = .failed(KeySetFetchError(.connectionFailed, "refused"))
            case 1:
                outcome = .failed(
                    KeySetFetchError(.unexpectedStatus, "429", status: 429, retryAfter: .seconds(random(0, 90)))
                )
            case 2: outcome = judge(.body(Array("<html>".utf8), KeySetFreshness()), order)
            case 3: outcome = judge(.body(Array("{\"keys\":[]}".utf8), KeySetFreshness()), order)
            case 4: (outcome, delay) = (.failed(KeySetFetchError(.deadlineExceeded, "late")), 5)
            default: (outcome, delay) = (nil, .infinity)
            }
        } else if let held = order.held, held.content.body == TestKeySets.body(content), random(0, 1) < 0.5,
            order.request.version != nil
        {
            outcome = judge(.notModified(KeySetFreshness()), order)
        } else {
            let freshness = KeySetFreshness(
                version: KeySetVersion(entityTag: "\"\(content)\""),
                lifetime: random(0, 1) < 0.5 ? .zero : .seconds(random(0, 20000))
            )
            outcome = judge(.body(TestKeySets.body(content), freshness), order)
        }
        answer = (order.identifier, cache.time, cache.time + delay, outcome, content)
    }

    private func judge(_ answer: KeySetAnswer, _ order: FetchOrder) -> FetchOutcome {
        FetchOutcome(.success(answer), to: order.request, held: order.held, configuration)
    }

    private mutating func finish(
        _ ended: (identifier: UInt64, startedAt: Double, endsAt: Double, outcome: FetchOutcome?, keys: [Int])
    ) {
        guard let outcome = ended.outcome else { return }
        answer = nil
        cache.receive(.fetchFinished(ended.identifier, outcome))
        if case .failed = outcome {
            failures += 1
            failuresInARow += 1
            lastEnd = (cache.time, false)
        } else {
            failuresInARow = 0
            known = (ended.keys, ended.startedAt)
            lastEnd = (cache.time, true)
        }
    }

    /// Somebody presents a token of a key that is published or was, or of a made-up one.
    private mutating func call() {
        judged += 1
        let moment = cache.moment
        guard let publication = cache.publication else { return }
        if moment.uptime >= publication.knockFrom { cache.receive(.read) }
        let isTrusted = moment.uptime < publication.trustedUntil.uptime && moment.wall < publication.trustedUntil.wall
        let keys = isTrusted ? publication.keys : nil
        let held = numbers(in: keys)
        for key in 0..<40 {
            let holds = held.contains(key)
            if let known {
                // The wall clock may be ahead by the steps of this simulation, which end trust that much earlier.
                let mayBeTrusted = known.keys.contains(key) && cache.time < known.since + 86400
                let mustBeTrusted = known.keys.contains(key) && cache.time < known.since + 86400 - 9001
                check(!holds || mayBeTrusted, "key \(key) is trusted and should not be")
                check(holds || !mustBeTrusted, "key \(key) is not trusted and should be")
            } else {
                check(!holds, "a key out of nowhere")
            }
            if holds, let gone = withdrawnAt[key], !published.contains(key) {
                check(cache.time - gone < 86400, "key \(key) is trusted \(cache.time - gone) s after it was withdrawn")
                let isLate = !isDown && cache.time - max(gone, upSince) > longestTrustWhileUp
                check(!isLate, "key \(key) was withdrawn \(cache.time - gone) s ago, and the endpoint is up")
            }
        }
        if let keys, random(0, 1) < 0.3 {
            cache.receive(.unknownKey(in: keys.generation))
            check(cache.state.isRefreshPending(for: keys.generation), "no refresh is pending for an unknown key")
        }
    }

    /// The pool's keys that a set has; found once for each set.
    private mutating func numbers(in keys: JWKSet?) -> Set<Int> {
        guard let keys else { return [] }
        if let (generation, numbers) = found, generation == keys.generation { return numbers }
        let numbers = Set((0..<40).filter { keys.holds($0) })
        found = (keys.generation, numbers)
        return numbers
    }

    private func pow2(_ exponent: Int) -> Double { Double(1 << min(max(exponent, 0), 30)) }

    private mutating func check(_ holds: Bool, _ fault: String) {
        if !holds { faults.append("at \(cache.time) s: \(fault)") }
    }

    private mutating func random(_ low: Double, _ high: Double) -> Double {
        Double.random(in: low..<high, using: &generator)
    }
}
