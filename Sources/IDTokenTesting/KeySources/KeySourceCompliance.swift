internal import IDTokenJWKS

/// The rules that every ``KeySetSource`` must keep, alone and under a cache, each to be run against an origin that can be
/// broken.
///
/// ```swift
/// @Test(arguments: KeySourceCompliance.rules)
/// func `My source keeps the rules`(rule: KeySourceCompliance.Rule) async throws {
///     let violation = try await rule.check(MyOrigin())
///     #expect(violation == nil)
/// }
/// ```
public enum KeySourceCompliance {
    /// One rule.
    public struct Rule: Sendable, CustomStringConvertible {
        /// The rule in a sentence.
        public let sentence: String
        private let body: @Sendable (any KeySourceOrigin) async throws -> String?

        init(_ sentence: String, _ body: @escaping @Sendable (any KeySourceOrigin) async throws -> String?) {
            self.sentence = sentence
            self.body = body
        }

        /// Tries the rule.
        ///
        /// - Returns: What happened instead, or `nil` if the rule was kept or says nothing of such an origin.
        public func check(_ origin: some KeySourceOrigin) async throws -> String? {
            try await body(origin)
        }

        /// The rule in a sentence.
        public var description: String { sentence }
    }

    /// All rules.
    public static let rules: [Rule] = content + faults + limits + caching

    private static let content: [Rule] = [
        Rule("The bytes come as they are published") { origin in
            let bytes = keySet(1)
            try await origin.publish(bytes)
            return expectBody(bytes, await attempt(try origin.makeSource()))
        },
        Rule("Other bytes are seen at the next attempt") { origin in
            let source = try origin.makeSource()
            try await origin.publish(keySet(1))
            guard case .success(.body(_, let freshness)) = await attempt(source) else {
                return "the first attempt failed"
            }
            try await origin.publish(keySet(2))
            return expectBody(keySet(2), await attempt(source, version: freshness.version))
        },
        Rule("Unchanged bytes are reported as not modified, or come again") { origin in
            let source = try origin.makeSource()
            try await origin.publish(keySet(1))
            guard case .success(.body(_, let freshness)) = await attempt(source) else {
                return "the first attempt failed"
            }
            let again = await attempt(source, version: freshness.version)
            if case .success(.notModified) = again, freshness.version != nil { return nil }
            return expectBody(keySet(1), again)
        },
        Rule("Without a version nothing is reported as not modified") { origin in
            let source = try origin.makeSource()
            try await origin.publish(keySet(1))
            _ = await attempt(source)
            return expectBody(keySet(1), await attempt(source))
        },
        Rule("Bytes are not judged: no JSON is no failure of the source") { origin in
            let bytes = Array("<html>\u{0}</html>".utf8)
            try await origin.publish(bytes)
            return expectBody(bytes, await attempt(try origin.makeSource()))
        },
        Rule("Attempts at the same time do not mix") { origin in
            try await origin.publish(keySet(3))
            let source = try origin.makeSource()
            return await withTaskGroup(of: String?.self) { group in
                for _ in 0..<8 { group.addTask { expectBody(keySet(3), await attempt(source)) } }
                for await violation in group { if let violation { return violation } }
                return nil
            }
        },
        Rule("The name says where the keys come from and holds no query") { origin in
            let name = try origin.makeSource().name
            return name.isEmpty || name.contains("?") ? "the name is \(name)" : nil
        },
    ]

    private static let faults: [Rule] = KeySourceFault.allCases.map { fault in
        Rule("An origin that is broken (\(fault.rawValue)) is reported in time, and works again when it is mended") {
            origin in
            guard try await origin.breakDown(fault) else { return nil }
            let source = try origin.makeSource()
            let isWaiting = fault.expectedCodes.contains(.deadlineExceeded)
            let limits = FetchLimits(deadline: isWaiting ? .milliseconds(400) : .seconds(60))
            switch await attempt(source, limits: limits) {
            case .success: return "it was taken for an answer"
            case .failure(let error):
                guard fault.expectedCodes.contains(error.code) else { return "the code is \(error)" }
                if fault == .tooManyRequests, error.retryAfter != .seconds(7) {
                    return "Retry-After is \(String(describing: error.retryAfter))"
                }
            }
            // Where nobody listens, the source has the address of nobody.
            let mended = fault == .connectionRefused ? nil : source
            try await origin.publish(keySet(1))
            return expectBody(keySet(1), await attempt(try mended ?? origin.makeSource()))
        }
    }

    private static let limits: [Rule] = [
        Rule("A body of exactly the byte limit comes whole") { origin in
            let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 200_000)
            try await origin.publish(bytes)
            let answer = await attempt(
                try origin.makeSource(),
                limits: FetchLimits(deadline: .seconds(60), maximumBytes: 200_000)
            )
            return expectBody(bytes, answer)
        },
        Rule("A body of one byte more than the limit does not come") { origin in
            try await origin.publish([UInt8](repeating: UInt8(ascii: " "), count: 200_001))
            let answer = await attempt(
                try origin.makeSource(),
                limits: FetchLimits(deadline: .seconds(60), maximumBytes: 200_000)
            )
            guard case .failure(let error) = answer else { return "it came" }
            return error.code == .bodyTooLarge ? nil : "the code is \(error)"
        },
        Rule("A cancelled attempt ends at once") { origin in
            guard try await origin.breakDown(.stallBeforeAnswer) else { return nil }
            let source = try origin.makeSource()
            let task = Task { await attempt(source, limits: FetchLimits(deadline: .seconds(600))) }
            task.cancel()
            guard case .failure(let error) = await task.value else { return "it was taken for an answer" }
            return error.code == .cancelled ? nil : "the code is \(error)"
        },
    ]

    private static func keySet(_ number: Int) -> [UInt8] {
        Array("{\"keys\":[\(TestSigningKey(seed: "source/\(number)").publicJWK.text)]}".utf8)
    }

    private static func attempt(
        _ source: any KeySetSource,
        version: KeySetVersion? = nil,
        limits: FetchLimits = FetchLimits(deadline: .seconds(60))
    ) async -> Result<KeySetAnswer, KeySetFetchError> {
        do throws(KeySetFetchError) {
            return .success(try await source.fetch(KeySetRequest(version: version, limits: limits)))
        } catch {
            return .failure(error)
        }
    }

    private static func expectBody(_ bytes: [UInt8], _ answer: Result<KeySetAnswer, KeySetFetchError>) -> String? {
        switch answer {
        case .success(.body(let body, _)): body == bytes ? nil : "other bytes came, \(body.count) of them"
        case .success(.notModified): "it was reported as not modified"
        case .failure(let error): "it failed: \(error)"
        }
    }
}
