import IDTokenCore
import IDTokenJWKS
import Synchronization

/// A clock that only a test moves.
final class ManualClock: KeySetClock {
    private struct State {
        var time = 0.0
        var wallOffset = 0.0
        var lastIdentifier = 0
        var sleepers: [Int: (until: Uptime, continuation: CheckedContinuation<Void, any Error>)] = [:]
    }

    private let state = Mutex(State())

    func now() -> Moment { state.withLock { .at($0.time, wallOffset: $0.wallOffset) } }

    func readerUptime() -> Uptime { now().uptime }

    func sleep(until uptime: Uptime) async throws {
        let identifier = state.withLock { state in
            state.lastIdentifier += 1
            return state.lastIdentifier
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    if Moment.at(state.time).uptime >= uptime || Task.isCancelled { return true }
                    state.sleepers[identifier] = (uptime, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: identifier) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    func advance(by seconds: Double) {
        let woken = state.withLock { state in
            state.time += seconds
            let uptime = Moment.at(state.time).uptime
            let woken = state.sleepers.filter { $0.value.until <= uptime }
            for identifier in woken.keys { state.sleepers.removeValue(forKey: identifier) }
            return woken.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    func setWall(offset: Double) {
        state.withLock { $0.wallOffset = offset }
    }

    var sleeperCount: Int { state.withLock { $0.sleepers.count } }
}
