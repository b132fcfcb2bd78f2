import IDTokenCore
import IDTokenTesting
import Testing

@testable import IDTokenJWKS

@Suite struct IssuerRegistryTests {
    private struct Tenant {
        let issuer: TestIssuer
        let source: SuppliedKeySetSource
        let live: LiveIDTokenValidator
    }

    private func tenant(_ name: String) async throws -> Tenant {
        let issuer = TestIssuer(issuer: "https://\(name).example", seed: name)
        let source = SuppliedKeySetSource(issuer.keySet, name: name)
        var configuration = KeySetCacheConfiguration()
        configuration.buildsTablesAhead = false
        let cache = try KeySetCache(
            source: source,
            issuer: issuer.issuer,
            configuration: configuration,
            clock: ManualClock()
        )
        try await cache.refresh()
        return Tenant(
            issuer: issuer,
            source: source,
            live: try LiveIDTokenValidator(policy: issuer.policy(), cache: cache)
        )
    }

    private let now = Moment.at(0).wall

    private func code(_ registry: IssuerRegistry, _ token: String) -> ReasonCode? {
        do throws(IDTokenError) {
            _ = try registry.validate(token, at: now)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `Every token is judged by the validator of its issuer`() async throws {
        let tenants = [try await tenant("a"), try await tenant("b"), try await tenant("c")]
        let registry = IssuerRegistry(tenants.map(\.live))
        for tenant in tenants { #expect(code(registry, tenant.issuer.token(at: now.seconds)) == nil) }
        // Signed by one issuer in the name of another.
        let forged = tenants[0].issuer.token(at: now.seconds) { _, claims in
            claims["iss"] = .string("https://b.example")
        }
        #expect(code(registry, forged) == .unknownKey)
    }

    @Test func `A token of nobody known is refused`() async throws {
        let tenant = try await tenant("a")
        let registry = IssuerRegistry([tenant.live])
        let stranger = TestIssuer(issuer: "https://a.example/", seed: "a").token(at: now.seconds)
        #expect(code(registry, stranger) == .issuerMismatch)
        #expect(
            code(registry, tenant.issuer.token(at: now.seconds) { _, claims in claims["iss"] = nil }) == .missingClaim
        )
        #expect(
            code(registry, tenant.issuer.token(at: now.seconds) { _, claims in claims["iss"] = .number("1") })
                == .invalidClaim
        )
        for text in ["", "null", "a.b.c", "undefined"] {
            let code = code(registry, text)
            #expect(code == .malformedToken || code == .invalidBase64URL)
        }
    }

    @Test func `Issuers come and go while others are judged`() async throws {
        let (a, b) = (try await tenant("a"), try await tenant("b"))
        let registry = IssuerRegistry([a.live])
        #expect(code(registry, b.issuer.token(at: now.seconds)) == .issuerMismatch)
        registry.add(b.live)
        #expect(code(registry, b.issuer.token(at: now.seconds)) == nil)
        registry.remove(issuer: a.issuer.issuer)
        #expect(code(registry, a.issuer.token(at: now.seconds)) == .issuerMismatch)
        #expect(registry.all.count == 1)
    }

    @Test func `The trouble of one issuer is not that of another`() async throws {
        let (a, b) = (try await tenant("a"), try await tenant("b"))
        let registry = IssuerRegistry([a.live, b.live])
        a.source.supply(nil)
        await #expect(throws: KeySetFetchError.self) { try await a.live.cache.refresh() }
        for _ in 0..<100 {
            _ = code(registry, a.issuer.token(at: now.seconds, by: TestKeySets.key(3)))
        }
        #expect(b.live.cache.status.suppressedUnknownKeys == 0)
        #expect(b.live.cache.status.lastFailure == nil)
        #expect(code(registry, b.issuer.token(at: now.seconds)) == nil)
    }

    @Test func `The youngest token tells how far our clock is behind`() async throws {
        let tenant = try await tenant("a")
        #expect(tenant.live.clockSkew.youngestTokenAge == nil)
        for age: Int64 in [3000, 40, 700] {
            _ = try tenant.live.validate(tenant.issuer.token(at: now.seconds - age), at: now)
        }
        #expect(tenant.live.clockSkew.youngestTokenAge == .seconds(40))
        _ = try? tenant.live.validate(tenant.issuer.token(at: now.seconds + 100), at: now)
        #expect(tenant.live.clockSkew.youngestTokenAge == .seconds(40))
        let later = now.advanced(bySeconds: 2000)
        for _ in 0..<2 {
            _ = try tenant.live.validate(tenant.issuer.token(at: later.seconds - 900), at: later)
            _ = try tenant.live.validate(
                tenant.issuer.token(at: later.seconds - 300),
                at: later.advanced(bySeconds: 600)
            )
        }
        #expect(tenant.live.clockSkew.youngestTokenAge == .seconds(900))
    }
}
