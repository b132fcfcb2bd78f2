import IDTokenCore
import Testing

@testable import IDTokenJWKS

@Suite struct ConfigurationTests {
    typealias Change = @Sendable (inout KeySetCacheConfiguration) -> Void

    @Test func `The defaults go together`() throws {
        try KeySetCacheConfiguration().check()
        try KeySetCacheConfiguration.local.check()
    }

    static let contradictions: [(String, Change)] = [
        ("refreshFloor", { $0.refreshFloor = .zero }),
        ("refreshInterval", { $0.refreshInterval = .seconds(1) }),
        ("refreshInterval", { $0.refreshInterval = .seconds(7200) }),
        ("refreshJitter", { $0.refreshJitter = -0.1 }),
        ("refreshJitter", { $0.refreshJitter = .nan }),
        ("maximumAge", { $0.maximumAge = .seconds(3600) }),
        ("maximumAge", { $0.maximumAge = .seconds(400 * 86400) }),
        ("unknownKeyCooldown", { $0.unknownKeyCooldown = .zero }),
        ("initialBackoff", { $0.initialBackoff = .zero }),
        ("maximumBackoff", { $0.maximumBackoff = .milliseconds(1) }),
        ("maximumBackoff", { $0.maximumBackoff = .seconds(86400) }),
        ("maximumRetryAfter", { $0.maximumRetryAfter = .seconds(-1) }),
        ("maximumRetryAfter", { $0.maximumRetryAfter = .seconds(86400) }),
        ("deadline", { $0.limits.deadline = .zero }),
        ("byte limit", { $0.limits.maximumBytes = 0 }),
        ("pinnedThumbprints", { $0.pinnedThumbprints = [] }),
    ]

    @Test(arguments: contradictions.indices) func `A contradiction is refused by its name`(index: Int) {
        let (name, change) = Self.contradictions[index]
        var configuration = KeySetCacheConfiguration()
        change(&configuration)
        let error = #expect(throws: IDTokenError.self) { try configuration.check() }
        #expect(error?.code == .invalidKey)
        #expect(error?.message.contains(name) == true)
    }
}
