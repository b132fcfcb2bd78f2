import IDTokenAsyncHTTP
import IDTokenJWKS
import IDTokenLINE
import IDTokenTesting
import Testing

/// The other HTTP client keeps the same rules as the default one.
@Suite(.serialized) struct AsyncHTTPTransportTests {
    @Test(arguments: KeySourceCompliance.rules)
    func `Fetching by async-http-client keeps the rules`(rule: KeySourceCompliance.Rule) async throws {
        let transport = try AsyncHTTPTransport()
        let origin = try LoopbackOrigin { url in
            HTTPKeySetSource(try HTTPAddress(url, transport: .uncheckedLoopbackHTTP), client: transport)
        }
        #expect(try await rule.check(origin) == nil)
    }

    /// async-http-client 1.37 ends the process at a status below 100 that a body follows.
    private static let survivable = HostileAnswer.all.filter { $0.name != "status 000" }

    @Test(arguments: survivable)
    func `It survives what no server should send`(answer: HostileAnswer) async throws {
        let transport = try AsyncHTTPTransport()
        let violation = try await answer.violation { url in
            HTTPKeySetSource(try HTTPAddress(url, transport: .uncheckedLoopbackHTTP), client: transport)
        }
        #expect(violation == nil)
    }

    @Test func `Trailer fields behind a chunked body are no fault`() async throws {
        let server = try LoopbackServer()
        server.answer(
            .send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nfoo: bar\r\n\r\n".utf8))
        )
        let address = try HTTPAddress(server.url(), transport: .uncheckedLoopbackHTTP)
        let source = HTTPKeySetSource(address, client: try AsyncHTTPTransport())
        let answer = try await source.fetch(KeySetRequest(limits: FetchLimits(deadline: .seconds(60))))
        guard case .body(let body, _) = answer else {
            Issue.record("There is no body.")
            return
        }
        #expect(body == Array("x".utf8))
    }
}

/// Certificates, which both clients judge in full.
@Suite(.serialized) struct CertificateTests {
    private static let keySet = TestIssuer().keySet
    private let limits = FetchLimits(deadline: .seconds(60))

    private func code(_ address: String, _ transport: some HTTPTransport) async throws -> KeySetFetchError.Code? {
        let source = HTTPKeySetSource(try HTTPAddress(address), client: transport)
        do throws(KeySetFetchError) {
            _ = try await source.fetchOnce(limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `A certificate that nobody trusted has signed is refused by both clients`() async throws {
        let server = try await TLSServer(names: "DNS:localhost,IP:127.0.0.1", body: Self.keySet)
        let url = "https://127.0.0.1:\(server.port)/keys"
        // On Linux the session does not say why a handshake failed.
        let refusals: [KeySetFetchError.Code?] = [.untrustedCertificate, .connectionFailed]
        #expect(refusals.contains(try await code(url, URLSessionTransport())))
        #expect(try await code(url, AsyncHTTPTransport()) == .untrustedCertificate)
    }

    @Test func `A private authority is trusted where it was given`() async throws {
        let server = try await TLSServer(names: "DNS:localhost,IP:127.0.0.1", body: Self.keySet)
        let alone = try AsyncHTTPTransport(authorities: .pemFileAlone(server.certificatePath))
        let both = try AsyncHTTPTransport(authorities: .systemAndPEMFile(server.certificatePath))
        #expect(try await code("https://127.0.0.1:\(server.port)/keys", alone) == nil)
        #expect(try await code("https://127.0.0.1:\(server.port)/keys", both) == nil)
    }

    @Test func `A private authority is trusted for LINE's API as well`() async throws {
        let body = Array(#"{"userId":"U1"}"#.utf8)
        let server = try await TLSServer(names: "IP:127.0.0.1", path: "v2/profile", body: body)
        let endpoint = try LINEEndpoint("https://127.0.0.1:\(server.port)")
        let trusting = try AsyncHTTPTransport(authorities: .pemFileAlone(server.certificatePath))
        let token = try LINEAccessToken("abc")
        #expect(
            try await LINEAPIClient(endpoint: endpoint, client: trusting, limits: limits).profile(of: token).userID
                == "U1"
        )
        let strangers: [any HTTPTransport] = [try AsyncHTTPTransport(), URLSessionTransport()]
        for client in strangers {
            let error = await #expect(throws: LINEAPIError.self) {
                try await LINEAPIClient(endpoint: endpoint, client: client, limits: limits).profile(of: token)
            }
            #expect(error?.code == .unreachable)
        }
    }

    @Test func `A trusted certificate for another name is refused`() async throws {
        let server = try await TLSServer(names: "DNS:other.example", body: Self.keySet)
        let transport = try AsyncHTTPTransport(authorities: .pemFileAlone(server.certificatePath))
        #expect(try await code("https://127.0.0.1:\(server.port)/keys", transport) == .untrustedCertificate)
        #expect(try await code("https://localhost:\(server.port)/keys", transport) == .untrustedCertificate)
    }

    @Test func `A file without a certificate is refused at once`() {
        for path in ["/no/such/file", "/dev/null"] {
            #expect(throws: HTTPFailure(.unreadableFile, "")) {
                try AsyncHTTPTransport(authorities: .pemFileAlone(path))
            }
        }
    }
}
