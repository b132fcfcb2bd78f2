import Hummingbird
import IDTokenCore
import IDTokenJWKS
import IDTokenTesting
import Logging
import Synchronization
import Testing

@testable import idtoken_server

@Suite("The server", .timeLimit(.minutes(5)))
struct ServerApplicationTests {
    @Test("finishes the requests in hand when it is told to end, and takes no new ones")
    func gracefulShutdown() async throws {
        let store = HeldNonceStore()
        let fixture = try await ServerFixture(nonces: store)
        let body = #"{"token":"\#(fixture.token(nonce: "n"))","nonce":"n"}"#
        try await RunningServer.run(fixture.parts) { server in
            let inHand = try RawConnection(port: server.port)
            await inHand.send(server.request("POST", "/v1/validate", body))
            let unused = try RawConnection(port: server.port)
            #expect(await eventually { store.waiting == 1 })
            await server.shutDown()
            #expect(await unused.readToEnd() == "")
            #expect(await eventually { (try? RawConnection(port: server.port)) == nil })
            store.release()
            let answer = await inHand.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.contains(#""valid":true"#))
        }
    }

    @Test("serves HS256 tokens and known keys while the key endpoint stalls")
    func stalledEndpoint() async throws {
        let endpoint = try LoopbackServer()
        let fixture = try await ServerFixture()
        endpoint.answer(.json(fixture.issuer.keySet))
        let source = try HTTPKeySetSource(endpoint.url(), transport: .uncheckedLoopbackHTTP)
        var configuration = KeySetCacheConfiguration()
        configuration.buildsTablesAhead = false
        configuration.unknownKeyCooldown = .milliseconds(1)
        let cache = try KeySetCache(source: source, issuer: fixture.issuer.issuer, configuration: configuration)
        try await cache.refresh()
        endpoint.answer(.hold)
        var parts = ServerParts(
            providers: ProviderTable(first: try Provider(policy: fixture.issuer.policy(), cache: cache, secrets: [])),
            nonces: InMemoryNonceStore()
        )
        parts.now = fixture.parts.now
        parts.keyWait = .seconds(2)
        let good = #"{"token":"\#(fixture.token())"}"#
        let unknown = fixture.token { header, _ in header["kid"] = .string("unknown") }
        try await RunningServer.run(parts) { server in
            let stuck = try RawConnection(port: server.port)
            await stuck.send(server.request("POST", "/v1/validate", #"{"token":"\#(unknown)"}"#))
            #expect(await eventually { endpoint.requests.count >= 2 })
            for _ in 0..<50 {
                #expect(try await server.ask("POST", "/v1/validate", good).hasPrefix("HTTP/1.1 200 "))
            }
            #expect(try await server.ask("GET", "/readyz").hasPrefix("HTTP/1.1 200 "))
            #expect(await stuck.read(until: "}").hasPrefix("HTTP/1.1 401 "))
        }
        endpoint.stop()
    }

    @Test("accepts a token of a key that has just been published, by waiting for it once")
    func rotation() async throws {
        let fixture = try await ServerFixture()
        var issuer = fixture.issuer
        issuer.rotateKey()
        var parts = fixture.parts
        parts.keyWait = .seconds(60)
        let cache = try #require(parts.providers.caches.first)
        let body = #"{"token":"\#(issuer.token(at: ServerFixture.time))"}"#
        fixture.keys.supply(issuer.keySet)
        try await RunningServer.run(parts) { server in
            // Within the cool-down of the first attempt the token may still be refused.
            let isAccepted = try await eventually {
                try await server.ask("POST", "/v1/validate", body).hasPrefix("HTTP/1.1 200 ")
            }
            #expect(isAccepted)
            #expect(cache.status.keys.count == 2)
        }
    }

    @Test("is ready while keys are trusted, and not before or after")
    func readiness() async throws {
        let fixture = try await ServerFixture()
        let keys = SuppliedKeySetSource()
        var configuration = KeySetCacheConfiguration()
        configuration.refreshFloor = .milliseconds(20)
        configuration.refreshInterval = .milliseconds(20)
        configuration.refreshCeiling = .milliseconds(20)
        configuration.initialBackoff = .milliseconds(20)
        configuration.maximumBackoff = .milliseconds(20)
        configuration.maximumRetryAfter = .zero
        configuration.limits.deadline = .milliseconds(500)
        configuration.maximumAge = .seconds(1)
        configuration.buildsTablesAhead = false
        let cache = try KeySetCache(source: keys, issuer: fixture.issuer.issuer, configuration: configuration)
        let parts = ServerParts(
            providers: ProviderTable(first: try Provider(policy: fixture.issuer.policy(), cache: cache, secrets: [])),
            nonces: InMemoryNonceStore()
        )
        try await RunningServer.run(parts) { server in
            func isReady() async throws -> Bool {
                try await server.ask("GET", "/readyz").hasPrefix("HTTP/1.1 200 ")
            }
            let first = try await server.ask("GET", "/readyz")
            #expect(first.hasPrefix("HTTP/1.1 503 "))
            #expect(first.contains(#""phase":"empty""#))
            #expect(try await server.ask("GET", "/healthz").hasPrefix("HTTP/1.1 200 "))
            keys.supply(fixture.issuer.keySet)
            let becameReady = try await eventually { try await isReady() }
            #expect(becameReady)
            keys.supply(nil)
            let lapsed = try await eventually { try await !isReady() }
            #expect(lapsed)
            #expect(try await server.ask("GET", "/readyz").contains(#""phase":"expired""#))
        }
    }

    @Test("logs neither tokens nor nonces nor bodies, and tells the ways a nonce is used up apart")
    func logs() async throws {
        let lines = Mutex<[String]>([])
        var fixture = try await ServerFixture()
        fixture.parts.logger = Logger(label: "test") { _ in
            LineLogHandler(format: .text, level: .trace) { bytes in
                lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            }
        }
        let nonce = try await fixture.parts.nonces.issue(at: fixture.now).value
        let token = fixture.token(nonce: nonce)
        let body = #"{"token":"\#(token)","nonce":"\#(nonce)"}"#
        let made = #"{"token":"\#(fixture.token(nonce: "made-up-nonce"))","nonce":"made-up-nonce"}"#
        try await RunningServer.run(fixture.parts) { server in
            for text in [body, body, made, "broken \(token)"] {
                _ = try await server.ask("POST", "/v1/validate?token=\(token)", text, fields: "X-Request-ID: r-1\r\n")
            }
            _ = try await server.ask("POST", "/v1/validate/batch", body + "\n" + token)
            _ = try await server.ask("POST", "/oauth2/v2.1/verify", "id_token=\(token)&client_id=1234567890")
            _ = try await server.ask("GET", "/\(token)")
        }
        let text = lines.withLock { $0.joined() }
        #expect(text.contains("refusal=replayed"))
        #expect(text.contains("refusal=never_issued"))
        #expect(text.contains("request_id=r-1"))
        #expect(!text.contains(nonce))
        #expect(!text.contains("made-up-nonce"))
        for segment in token.split(separator: ".") { #expect(!text.contains(segment)) }
    }

    @Test("listens on a Unix-domain socket where it is told to")
    func unixSocket() async throws {
        let path = "/tmp/idtoken-server-\(RequestID.random().prefix(12)).sock"
        try await RunningServer.run(try await ServerFixture().parts, at: .unixDomainSocket(path: path)) { server in
            #expect(server.port == 0)
        }
    }
}
