import IDTokenCore
import IDTokenTesting
import Testing

@testable import idtoken_server

@Suite("A connection's guard", .timeLimit(.minutes(5)))
struct ConnectionGuardTests {
    /// Limits of time that no busy machine exceeds, except those that a test is about.
    private func fixture(_ change: (inout ServerLimits) -> Void = { _ in }) async throws -> ServerFixture {
        var fixture = try await ServerFixture()
        fixture.parts.limits.headerTimeout = .seconds(600)
        fixture.parts.limits.bodyTimeout = .seconds(600)
        fixture.parts.limits.idleTimeout = .seconds(600)
        change(&fixture.parts.limits)
        return fixture
    }

    private func expectAlive(_ server: RunningServer) async throws {
        #expect(try await server.ask("GET", "/healthz").hasPrefix("HTTP/1.1 200 "))
    }

    @Test("answers 413 to a body that says it is too long, without reading it")
    func declaredBody() async throws {
        try await RunningServer.run(fixture().parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send(
                "POST /v1/validate HTTP/1.1\r\nHost: \(server.host)\r\nContent-Length: 100000000\r\n\r\n"
            )
            let answer = await connection.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("Connection: close"))
            try await expectAlive(server)
        }
    }

    @Test("answers 413 to an endless body, and closes though the client goes on sending")
    func endlessBody() async throws {
        try await RunningServer.run(fixture().parts) { server in
            for path in ["/v1/validate", "/oauth2/v2.1/verify", "/v1/nonces", "/nowhere"] {
                let connection = try RawConnection(port: server.port)
                await connection.send(
                    "POST \(path) HTTP/1.1\r\nHost: \(server.host)\r\nTransfer-Encoding: chunked\r\n\r\n"
                )
                let chunk = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
                async let answer = connection.readToEnd()
                // Ends only because the server does: the last bytes cannot be sent.
                while await connection.send(chunk) == chunk.utf8.count {
                    try await Task.sleep(for: .milliseconds(1))
                }
                let text = await answer
                if path != "/nowhere" { #expect(text.hasPrefix("HTTP/1.1 413 ")) }
            }
            try await expectAlive(server)
        }
    }

    @Test("closes a connection whose header does not come")
    func slowHeader() async throws {
        try await RunningServer.run(fixture { $0.headerTimeout = .milliseconds(300) }.parts) { server in
            for start in ["", "GET /healthz HTT", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: "] {
                let connection = try RawConnection(port: server.port)
                await connection.send(start)
                #expect(await connection.readToEnd() == "")
            }
        }
    }

    @Test("answers 408 to a body that does not come, however slowly it drips")
    func slowBody() async throws {
        try await RunningServer.run(fixture { $0.bodyTimeout = .milliseconds(300) }.parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send("POST /v1/validate HTTP/1.1\r\nHost: \(server.host)\r\nContent-Length: 60000\r\n\r\n")
            async let answer = connection.readToEnd()
            while await connection.send("x") == 1 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(await answer.hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test("closes a connection that is not used any more, and one whose batch stalls")
    func idle() async throws {
        let fixture = try await fixture {
            // Long enough for the first line to be answered on a busy machine.
            $0.bodyTimeout = .seconds(3)
            $0.idleTimeout = .milliseconds(300)
        }
        try await RunningServer.run(fixture.parts) { server in
            let kept = try RawConnection(port: server.port)
            await kept.send(server.request("GET", "/healthz"))
            #expect(await kept.readToEnd().hasPrefix("HTTP/1.1 200 "))
            let stalled = try RawConnection(port: server.port)
            await stalled.send(
                "POST /v1/validate/batch HTTP/1.1\r\nHost: \(server.host)\r\nContent-Length: 100\r\n\r\nx\n"
            )
            let answer = await stalled.readToEnd()
            #expect(answer.contains("malformed_token"))
            #expect(!answer.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("answers a client that ended its side behind its request")
    func halfClosed() async throws {
        try await RunningServer.run(fixture().parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send(server.request("POST", "/v1/validate", #"{"token":"null"}"#))
            connection.endInput()
            #expect(await connection.readToEnd().hasPrefix("HTTP/1.1 401 "))
            let cut = try RawConnection(port: server.port)
            await cut.send("POST /v1/validate HTTP/1.1\r\nHost: \(server.host)\r\nContent-Length: 16\r\n\r\n{\"token\"")
            cut.endInput()
            #expect(await !cut.readToEnd().contains("valid\":true"))
            try await expectAlive(server)
        }
    }

    @Test("lets connections that send nothing keep nobody out")
    func halfOpenConnections() async throws {
        let fixture = try await fixture {
            $0.maximumConnections = 16
        }
        try await RunningServer.run(fixture.parts) { server in
            var idle: [RawConnection] = []
            for _ in 0..<200 { idle.append(try RawConnection(port: server.port)) }
            for _ in 0..<20 { try await expectAlive(server) }
            #expect(idle.count == 200)
        }
    }

    @Test("refuses a connection where all are being answered, and ends none of them")
    func tooManyConnections() async throws {
        let store = HeldNonceStore()
        var fixture = try await ServerFixture(nonces: store)
        fixture.parts.limits.maximumConnections = 2
        try await RunningServer.run(fixture.parts) { server in
            var held: [RawConnection] = []
            for _ in 0..<2 {
                let connection = try RawConnection(port: server.port)
                await connection.send(server.request("POST", "/v1/nonces", fields: "Connection: close\r\n"))
                held.append(connection)
            }
            #expect(await eventually { store.waiting == 2 })
            let third = try RawConnection(port: server.port)
            #expect(await third.readToEnd().hasPrefix("HTTP/1.1 503 "))
            store.release()
            for connection in held { #expect(await connection.readToEnd().hasPrefix("HTTP/1.1 200 ")) }
            try await expectAlive(server)
        }
    }

    @Test(
        "answers only to loopback names and those it was given",
        arguments: [
            ("127.0.0.1", 200), ("localhost:1", 200), ("[::1]:80", 200), ("127.9.9.9", 200), ("id.example", 200),
            ("ID.Example.:443", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil", 421),
            ("", 421), ("id.example@evil.example", 421), ("127.0.0.256", 421), ("id.example:x", 421),
        ]
    )
    func hosts(host: String, status: Int) async throws {
        var fixture = try await ServerFixture()
        fixture.parts.hosts = HostNames(["id.example"])
        try await RunningServer.run(fixture.parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send("GET /healthz HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
            #expect(await connection.readToEnd().hasPrefix("HTTP/1.1 \(status) "))
        }
    }

    @Test("looks at the host of a target in absolute form, at a missing host and at two of them")
    func oddHosts() async throws {
        try await RunningServer.run(fixture().parts) { server in
            let own = "Host: localhost\r\n"
            let page = "Origin: http://localhost:\(server.port)\r\n"
            let cases = [
                ("GET http://evil.example/healthz HTTP/1.1\r\n" + own, "421"),
                ("GET http://localhost/healthz HTTP/1.1\r\n" + own, "200"),
                ("GET http://a@localhost/healthz HTTP/1.1\r\n" + own, "421"),
                ("GET /healthz HTTP/1.1\r\n", "400"),
                ("GET /healthz HTTP/1.0\r\n", "400"),
                ("GET /healthz HTTP/1.1\r\nHost: evil\r\n" + own, "400"),
                ("POST /v1/nonces HTTP/1.1\r\n" + own + "Origin: null\r\n", "403"),
                ("POST /v1/nonces HTTP/1.1\r\n" + own + "Origin: https://evil.example\r\n", "403"),
                ("POST /v1/nonces HTTP/1.1\r\n" + own + page, "200"),
            ]
            for (text, status) in cases {
                let connection = try RawConnection(port: server.port)
                await connection.send(text + "Connection: close\r\n\r\n")
                let answer = await connection.readToEnd()
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(text)")
            }
        }
    }

    @Test("refuses header fields that are too long or too many, and what is no HTTP")
    func headers() async throws {
        try await RunningServer.run(fixture().parts) { server in
            func answer(_ fields: String) async throws -> String {
                let connection = try RawConnection(port: server.port)
                await connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
                return await connection.readToEnd()
            }
            let long = String(repeating: "x", count: 100_000)
            #expect(try await answer("X: \(long)\r\n").hasPrefix("HTTP/1.1 431 "))
            #expect(try await answer(String(repeating: "A: b\r\n", count: 200)).hasPrefix("HTTP/1.1 431 "))
            let connection = try RawConnection(port: server.port)
            await connection.send("hello\r\n\r\n")
            #expect(await connection.readToEnd().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test("writes a refusal behind the answers that are due before it")
    func pipelined() async throws {
        try await RunningServer.run(fixture().parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send(
                server.request("GET", "/healthz") + server.request("POST", "/v1/validate", #"{"token":"null"}"#)
                    + "GET /healthz HTTP/1.1\r\nHost: evil\r\n\r\n" + server.request("GET", "/healthz")
            )
            let statuses = await connection.readToEnd().split(separator: "HTTP/1.1 ").map { String($0.prefix(3)) }
            #expect(statuses == ["200", "401", "421"])
        }
    }

    @Test("lets a client go on that asks before it sends its body")
    func expectation() async throws {
        try await RunningServer.run(fixture().parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send(
                "POST /v1/validate HTTP/1.1\r\nHost: \(server.host)\r\nExpect: 100-continue\r\n"
                    + "Connection: close\r\nContent-Length: 16\r\n\r\n"
            )
            #expect(await connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
            await connection.send(#"{"token":"null"}"#)
            #expect(await connection.readToEnd().hasPrefix("HTTP/1.1 401 "))
        }
    }

    @Test("serves good requests beside a flood of bad ones")
    func flood() async throws {
        let fixture = try await fixture()
        let good = #"{"token":"\#(fixture.token())"}"#
        try await RunningServer.run(fixture.parts) { server in
            await withTaskGroup(of: Void.self) { tasks in
                for number in 0..<200 {
                    tasks.addTask {
                        let bad = #"{"token":"\#(String(repeating: "x.", count: number * 10))"}"#
                        _ = try? await server.ask("POST", "/v1/validate", bad)
                    }
                }
                for _ in 0..<20 {
                    tasks.addTask {
                        let answer = try? await server.ask("POST", "/v1/validate", good)
                        #expect(answer?.hasPrefix("HTTP/1.1 200 ") == true)
                    }
                }
            }
        }
    }
}
