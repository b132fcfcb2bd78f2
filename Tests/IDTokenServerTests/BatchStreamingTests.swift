import IDTokenCore
import Testing

@testable import idtoken_server

@Suite("A batch as a stream", .timeLimit(.minutes(5)))
struct BatchStreamingTests {
    @Test("answers lines while the batch is still being sent")
    func conversation() async throws {
        let fixture = try await ServerFixture()
        let line = #"{"token":"\#(fixture.token())"}"# + "\n"
        try await RunningServer.run(fixture.parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send(
                "POST /v1/validate/batch HTTP/1.1\r\nHost: \(server.host)\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            for number in 1...3 {
                await connection.send(String(line.utf8.count, radix: 16) + "\r\n" + line + "\r\n")
                let answer = await connection.read(until: "}\n\r\n")
                #expect(answer.contains(#"{"line":\#(number),"valid":true"#))
            }
            await connection.send("0\r\n\r\n")
            #expect(await connection.read(until: "0\r\n\r\n").contains("0\r\n\r\n"))
        }
    }

    @Test("stops reading from a client that does not read its answers")
    func backPressure() async throws {
        var fixture = try await ServerFixture()
        fixture.parts.limits.writeTimeout = .seconds(600)
        let chunk = Array((String(repeating: "x\n", count: 32_768)).utf8)
        try await RunningServer.run(fixture.parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send(
                "POST /v1/validate/batch HTTP/1.1\r\nHost: \(server.host)\r\nContent-Length: 1000000000\r\n\r\n"
            )
            // The answers are some seventy times as long as these lines: what fits into the sockets is soon full.
            var sent = 0
            var idle = 0
            while idle < 100, sent < 64 << 20 {
                let count = await connection.sendWithoutWaiting(chunk)
                sent += count
                idle = count == 0 ? idle + 1 : 0
                if count == 0 { try await Task.sleep(for: .milliseconds(10)) }
            }
            #expect(sent < 64 << 20)
            // Meanwhile others are served.
            #expect(try await server.ask("GET", "/healthz").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("gives a client that reads late all of its answer, though it was the last", arguments: [true, false])
    func lateReader(endsItsSide: Bool) async throws {
        var fixture = try await ServerFixture()
        fixture.parts.limits.lingerTimeout = .milliseconds(20)
        fixture.parts.limits.writeTimeout = .seconds(600)
        let count = 100_000
        try await RunningServer.run(fixture.parts) { server in
            let connection = try RawConnection(port: server.port)
            let fields = endsItsSide ? "" : "Connection: close\r\n"
            let body = String(repeating: "\n", count: count)
            async let sent = connection.send(server.request("POST", "/v1/validate/batch", body, fields: fields))
            // Time enough for the answer to fill all buffers on its way, were they never so large.
            try await Task.sleep(for: .milliseconds(500))
            #expect(await sent > count)
            if endsItsSide { connection.endInput() }
            let answer = await connection.readToEnd()
            #expect(answer.contains(#"{"line":\#(count),"#))
            #expect(answer.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("finishes the answer that is being written when the server is told to end")
    func shutdown() async throws {
        let fixture = try await ServerFixture()
        try await RunningServer.run(fixture.parts) { server in
            let connection = try RawConnection(port: server.port)
            await connection.send(
                "POST /v1/validate/batch HTTP/1.1\r\nHost: \(server.host)\r\nContent-Length: 60001\r\n\r\n"
            )
            await connection.send("\n")
            var answer = await connection.read(until: "}\n")
            await server.shutDown()
            await connection.send(String(repeating: "\n", count: 60_000))
            answer += await connection.readToEnd()
            #expect(answer.contains(#"{"line":60001,"#))
            #expect(answer.hasSuffix("0\r\n\r\n"))
        }
    }

    @Test("judges a batch that is longer than any buffer")
    func longBatch() async throws {
        let fixture = try await ServerFixture()
        let line = #"{"token":"\#(fixture.token())"}"# + "\n"
        let count = 20_000
        try await RunningServer.run(fixture.parts) { server in
            let connection = try RawConnection(port: server.port)
            let head =
                "POST /v1/validate/batch HTTP/1.1\r\nHost: \(server.host)\r\nConnection: close\r\n"
                + "Content-Length: \(line.utf8.count * count)\r\n\r\n"
            async let answer = connection.readToEnd()
            await connection.send(head)
            let block = String(repeating: line, count: 100)
            for _ in 0..<(count / 100) { await connection.send(block) }
            let text = await answer
            #expect(text.contains(#"{"line":\#(count),"valid":true"#))
            #expect(!text.contains(#""valid":false"#))
            #expect(text.hasSuffix("0\r\n\r\n"))
        }
    }
}
