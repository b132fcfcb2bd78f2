internal import Foundation
internal import Synchronization

/// Threads that each do a workload of their own at the same time, slice by slice; the calling thread is one of them.
final class Crew {
    private let shared: Shared
    private let own: any Workload
    private let callsPerLook: Int
    private let helpers: Int

    /// What the members share: the order of the moment and their answers.
    private final class Shared: Sendable {
        struct State {
            /// How long to work, or `nil` to go home.
            var nanoseconds: UInt64?
            var calls = 0
            var callsPerSecond = 0.0
            var surprises = 0
            var failures = 0
        }

        let state = Mutex(State())
        let begin = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)

        /// What a helper does until it is sent home.
        func help(callsPerLook: Int, _ makeWorkload: () throws -> any Workload) {
            defer { done.signal() }
            guard let workload = try? makeWorkload() else {
                state.withLock { $0.failures += 1 }
                return
            }
            done.signal()
            var surprises = 0
            while true {
                begin.wait()
                guard let nanoseconds = state.withLock({ $0.nanoseconds }) else { return }
                let slice = Slice.run(workload, for: nanoseconds, callsPerLook: callsPerLook)
                let newSurprises = workload.surprises - surprises
                surprises += newSurprises
                state.withLock { state in
                    state.calls += slice.calls
                    state.callsPerSecond += 1e9 / slice.elapsedPerCall
                    state.surprises += newSurprises
                }
                done.signal()
            }
        }
    }

    /// Gathers a crew; each member makes its workload on its own thread.
    init(
        count: Int,
        callsPerLook: Int,
        _ makeWorkload: @escaping @Sendable () throws -> any Workload
    ) throws {
        let shared = Shared()
        self.shared = shared
        self.callsPerLook = callsPerLook
        helpers = max(count, 1) - 1
        own = try makeWorkload()
        for _ in 0..<helpers {
            Thread.detachNewThread { shared.help(callsPerLook: callsPerLook, makeWorkload) }
        }
        for _ in 0..<helpers { shared.done.wait() }
        guard shared.state.withLock({ $0.failures }) == 0 else {
            throw BenchError("A thread of the crew could not prepare its work.")
        }
    }

    /// Lets all work for about some time.
    ///
    /// - Returns: The time of a call if the calls of all members are put one behind another, and the time on cores that
    ///   a call really took.
    func work(for nanoseconds: UInt64) -> (elapsedPerCall: Double, onCorePerCall: Double) {
        let coreStart = Clock.processTime
        let slice = command(nanoseconds) { Slice.run(own, for: nanoseconds, callsPerLook: callsPerLook) }
        let onCore = Double(Clock.processTime - coreStart)
        let (calls, callsPerSecond) = shared.state.withLock { ($0.calls, $0.callsPerSecond) }
        return (1e9 / (1e9 / slice.elapsedPerCall + callsPerSecond), onCore / Double(slice.calls + calls))
    }

    /// Lets all work for about some time, and records the durations of the calling thread's calls.
    func record(for nanoseconds: UInt64, into latencies: inout Latencies) {
        _ = command(nanoseconds) { Slice.run(own, for: nanoseconds, into: &latencies) }
    }

    /// How many answers of all members were not the expected ones.
    var surprises: Int { own.surprises + shared.state.withLock { $0.surprises } }

    /// Sends the other threads home.
    func dismiss() {
        shared.state.withLock { $0.nanoseconds = nil }
        for _ in 0..<helpers { shared.begin.signal() }
        for _ in 0..<helpers { shared.done.wait() }
    }

    private func command(_ nanoseconds: UInt64, _ body: () -> Slice) -> Slice {
        shared.state.withLock { state in
            state.nanoseconds = nanoseconds
            state.calls = 0
            state.callsPerSecond = 0
        }
        for _ in 0..<helpers { shared.begin.signal() }
        let slice = body()
        for _ in 0..<helpers { shared.done.wait() }
        return slice
    }
}
