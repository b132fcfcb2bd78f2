internal import CAllocationCounter
internal import IDTokenCore
internal import IDTokenJWKS
internal import IDTokenTesting

/// Finds the validator that a token asks for, among those of many issuers, each with a cache and a key set of its own.
final class IssuersWorkload: Workload {
    private let registry: IssuerRegistry
    private let tokens: [String]
    private var next = 0
    private(set) var surprises = 0

    let tokensPerCall = 1
    /// What the validators take of the heap: caches, keys and policies, without tables.
    let memoryBytes: Int?

    init(_ fixture: Fixture, count: Int) throws(BenchError) {
        let names = (0..<count).map { "https://issuer-\($0).example" }
        tokens = names.map { Self.token(of: $0) }
        let before = idtoken_heap_in_use()
        var validators: [LiveIDTokenValidator] = []
        for name in names {
            let source = SuppliedKeySetSource(fixture.pool.keySet, name: name)
            var policy = fixture.pool.policy
            policy.issuer = name
            do {
                let cache = try LiveKeySet.makeCache(source, issuer: name)
                validators.append(try LiveIDTokenValidator(policy: policy, cache: cache))
            } catch {
                throw BenchError("The fixtures give no validator of \(name).")
            }
        }
        registry = IssuerRegistry(validators)
        try LiveKeySet.fill(validators.map(\.cache))
        let after = idtoken_heap_in_use()
        memoryBytes = after > before ? Int(after - before) : nil
    }

    func call() {
        let index = next
        next = index + 1 == tokens.count ? 0 : index + 1
        guard let found = try? registry.validator(for: tokens[index]), found.cache.issuer.utf8.count > 0 else {
            surprises += 1
            return
        }
    }

    /// Only its `iss` is looked at.
    static func token(of issuer: String) -> String {
        TestIssuer(issuer: issuer).token(at: TokenPool.now.seconds, secret: "0123456789abcdef0123456789abcdef")
    }
}

/// The floor of routing: the token is read, and nobody looked for.
final class UnverifiedParseFloor: Workload {
    private let token = IssuersWorkload.token(of: "https://issuer-0.example")
    private(set) var surprises = 0

    let tokensPerCall = 1

    func call() {
        guard let token = try? UnverifiedIDToken(parsing: token), token.claims["iss"] != nil else {
            surprises += 1
            return
        }
    }
}
