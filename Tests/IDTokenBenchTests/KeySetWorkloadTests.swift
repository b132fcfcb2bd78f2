import Foundation
import IDTokenCore
import IDTokenJWKS
import Testing

@testable import idtoken_bench

@Suite struct KeySetWorkloadTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture(TokenPool(.es256(keys: 3), count: 6))
    }

    /// Does something on a thread of its own: preparing waits for a task, which a thread of the pool must not.
    private func onThread<Result: Sendable>(
        _ body: @escaping @Sendable (Fixture) throws -> Result
    ) async throws -> Result {
        let fixture = self.fixture
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try body(fixture) }) }
        }
    }

    /// How many answers of so many calls are not the expected ones.
    private func surprises(
        calls: Int = 50,
        _ make: @escaping @Sendable (Fixture) throws -> any Workload
    ) async throws -> Int {
        try await onThread { fixture in
            let workload = try make(fixture)
            for _ in 0..<calls { workload.call() }
            return workload.surprises
        }
    }

    @Test(arguments: [false, true]) func `A key set can be read, also while it is replaced again and again`(
        isStorming: Bool
    ) async throws {
        let count = try await surprises(calls: 5_000) { try KeySetReadWorkload($0, isStorming: isStorming) }
        #expect(count == 0)
    }

    @Test func `A storm replaces the keys and ends with the last who reads`() async throws {
        weak var gone: LiveKeySet?
        do {
            let live = try await onThread { try LiveKeySet.shared($0, isStorming: true) }
            let first = live.cache.status.generation
            while live.cache.status.generation < first + 3 { try await Task.sleep(for: .milliseconds(1)) }
            gone = live
        }
        while gone != nil { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test func `A start from disk holds every key`() async throws {
        #expect(try await surprises { try SnapshotStartWorkload($0) } == 0)
        #expect(try await surprises { try FixedKeySetFloor($0) } == 0)
    }

    @Test func `Every issuer is found, and what they keep is told where the allocator tells`() async throws {
        let (count, memory) = try await onThread { fixture in
            let workload = try IssuersWorkload(fixture, count: 12)
            for _ in 0..<50 { workload.call() }
            return (workload.surprises, workload.memoryBytes)
        }
        #expect(count == 0)
        #expect(memory.map { $0 > 0 } ?? true)
        #expect(try await surprises { _ in UnverifiedParseFloor() } == 0)
    }

    @Test func `No case of key sets is held against a signature`() {
        let cases = BenchCase.keySets(4)
        #expect(cases.allSatisfy { $0.name.hasPrefix("keyset.") && $0.ownFloor != nil })
        #expect(cases.count { $0.name == "keyset.read" } == 3)
    }
}
