import ArgumentParser
import Foundation
import IDTokenCore
import Logging
import Testing

@testable import idtoken_server

@Suite("The settings")
struct ServerSettingsTests {
    private static let base = ["--provider", "line", "--channel-id", "1234567890", "--jwks", "https://a.example/keys"]

    private func settings(
        _ arguments: [String],
        environment: [String: String] = [:],
        file: String = "{}"
    ) throws -> ServerSettings {
        let command = try ServerCommand.parse(arguments)
        let file = try ConfigurationFile(parsing: Array(file.utf8))
        return try ServerSettings(flags: command.given, environment: environment, file: file)
    }

    private func message(
        _ arguments: [String],
        environment: [String: String] = [:],
        file: String = "{}"
    ) -> String? {
        do {
            _ = try settings(arguments, environment: environment, file: file)
            return nil
        } catch let error as ConfigurationError {
            return error.message
        } catch {
            return ServerCommand.message(for: error)
        }
    }

    @Test("are strict where nothing is said")
    func defaults() throws {
        let settings = try settings(Self.base)
        #expect(settings.listening.host == "127.0.0.1")
        #expect(settings.listening.port == 8080)
        #expect(settings.providers[0].policy.leeway == 300)
        #expect(settings.nonces.lifetime == 600)
        #expect(settings.logging.level == .info)
    }

    @Test("of a flag count before the environment, and those before the file")
    func precedence() throws {
        let file = #"{"port":1,"leeway":1,"host":"127.0.0.3"}"#
        let environment = ["IDTOKEN_PORT": "2", "IDTOKEN_LEEWAY": "2"]
        let all = try settings(Self.base + ["--port", "3"], environment: environment, file: file)
        #expect(all.listening.port == 3)
        #expect(all.providers[0].policy.leeway == 2)
        #expect(all.listening.host == "127.0.0.3")
    }

    @Test("can come from the environment alone, lists separated by commas")
    func environment() throws {
        let settings = try settings(
            [],
            environment: [
                "IDTOKEN_PROVIDER": "line", "IDTOKEN_CHANNEL_ID": "1234567890,2222222222", "IDTOKEN_JWKS": "keys.json",
                "IDTOKEN_MAX_BODY_BYTES": "2048", "IDTOKEN_ALLOW_REMOTE": "true", "IDTOKEN_HOST": "0.0.0.0",
            ]
        )
        #expect(settings.providers[0].policy.audiences == ["1234567890", "2222222222"])
        #expect(settings.limits.maximumBodyBytes == 2048)
        #expect(settings.listening.host == "0.0.0.0")
    }

    @Test("of several providers stand in the file")
    func severalProviders() throws {
        let file = #"""
            {"providers":[{"provider":"line","channel-id":["1234567890"],"jwks":"https://a.example/keys"},
            {"issuer":"https://b.example","audience":["shop"],"jwks":"keys.json","max-age":60}]}
            """#
        let settings = try settings([], file: file)
        #expect(settings.providers.map(\.policy.issuer) == ["https://access.line.me", "https://b.example"])
        #expect(settings.providers[1].policy.maximumAuthenticationAge == 60)
        #expect(settings.providers[1].policy.leeway == 0)
        #expect(message(["--leeway", "1"], file: file)?.contains("beside the providers of the file") == true)
        let twice = file.replacing("https://b.example", with: "https://access.line.me")
        #expect(message([], file: twice)?.contains("two providers have the same issuer") == true)
    }

    @Test(
        "that cannot be used are refused in one line",
        arguments: [
            ([], "there is no issuer to expect"),
            (["--provider", "line"], "provider line needs channel-id"),
            (["--provider", "other"], "provider must be one of: line"),
            (["--provider", "line", "--channel-id", "1"], "there is no key to judge by"),
            (["--provider", "line", "--channel-id", "1-a", "--jwks", "k"], "channel-id cannot be used"),
            (["--provider", "line", "--channel-id", "1", "--issuer", "x"], "provider line sets the issuer"),
            (["--issuer", "https://b.example"], "there is no audience to expect"),
            (["--issuer", "", "--audience", "a"], "issuer is empty"),
            (["--issuer", "x", "--audience", "", "--jwks", "k"], "audience has an empty value"),
            (["--issuer", "x", "--audience", "a", "--channel-id", "1"], "channel-id belongs to provider line"),
            (["--issuer", "x", "--audience", "a", "--jwks-cache", "f"], "belong to jwks"),
            (
                ["--issuer", "x", "--audience", "a", "--jwks", "f", "--ca-file", "c"],
                "ca-file belongs to a jwks that is a URL"
            ),
            (["--issuer", "x", "--audience", "a", "--jwks", "http://a.example/k"], "jwks cannot be used"),
            (
                ["--issuer", "x", "--audience", "a", "--jwks", "http://a.example/k", "--allow-loopback-http"],
                "jwks cannot be used"
            ),
            (
                ["--issuer", "x", "--audience", "a", "--audience", "b", "--secret-file", "f"],
                "secret-file must say whose"
            ),
            (["--frobnicate"], "Unknown option"), (["stray"], "Unexpected argument"),
        ]
    )
    func refused(arguments: [String], expected: String) throws {
        let text = try #require(message(arguments))
        #expect(text.contains(expected), "\(text)")
    }

    @Test(
        "for serving are checked as well",
        arguments: [
            (["--port", "65536"], "port must be a whole number"), (["--port", "x"], "port must be a whole number"),
            (["--host", "0.0.0.0"], "give allow-remote as well"),
            (["--host", "example.com"], "give allow-remote as well"),
            (["--unix-socket", "/s", "--port", "1"], "unix-socket takes the place"),
            (["--nonce-store", "redis"], "nonce-store must be memory or sqlite:FILE"),
            (["--nonce-store", "sqlite:"], "nonce-store must be memory or sqlite:FILE"),
            (["--nonce-lifetime", "0"], "nonce-lifetime must be a whole number"),
            (["--body-timeout", "0"], "body-timeout must be seconds"),
            (["--key-wait", "nan"], "key-wait must be seconds"),
            (["--max-connections", "0"], "max-connections must be a whole number"),
            (["--log-level", "loud"], "log-level must be one of"),
            (["--log-format", "xml"], "log-format must be one of"),
            (["--leeway", "-1"], "leeway"), (["--leeway=-1"], "leeway must be a whole number"),
        ]
    )
    func refusedServing(arguments: [String], expected: String) throws {
        let text = try #require(message(Self.base + arguments))
        #expect(text.contains(expected), "\(text)")
    }

    @Test("of the environment are checked like flags")
    func refusedEnvironment() {
        #expect(message(Self.base, environment: ["IDTOKEN_PORT": "x"])?.contains("port must be") == true)
        #expect(
            message(Self.base, environment: ["IDTOKEN_ALLOW_REMOTE": "yes"]) == "allow-remote must be true or false"
        )
        #expect(message(Self.base, environment: ["IDTOKEN_LOG_LEVEL": ""]) == "log-level is empty")
    }

    @Test("name the address that is printed when the server listens")
    func readyLine() throws {
        #expect(try settings(Self.base).listening.readyLine(port: 1) == "listening on http://127.0.0.1:1")
        let wide = try settings(Self.base + ["--host", "::1"])
        #expect(wide.listening.readyLine(port: 2) == "listening on http://[::1]:2")
        let socket = try settings(Self.base + ["--unix-socket", "/s"])
        #expect(socket.listening.readyLine(port: nil) == "listening on unix:/s")
    }

    @Test("answer to the address that is listened on, unless it means all of them")
    func hosts() throws {
        let one = try settings(Self.base + ["--host", "10.0.0.5", "--allow-remote", "--server-name", "id.example"])
        #expect(one.listening.hosts.knows(authority: "10.0.0.5:8080"))
        #expect(one.listening.hosts.knows(authority: "id.example"))
        let all = try settings(Self.base + ["--host", "0.0.0.0", "--allow-remote"])
        #expect(!all.listening.hosts.knows(authority: "0.0.0.0"))
        #expect(all.listening.hosts.knows(authority: "localhost"))
    }

    #if !SQLite
        @Test("that ask for SQLite say how to build the server with it")
        func sqlite() throws {
            let settings = try settings(Self.base + ["--nonce-store", "sqlite:/tmp/nonces.db"])
            #expect {
                try settings.nonces.store()
            } throws: { error in
                (error as? ConfigurationError)?.message.contains("swift build --traits SQLite") == true
            }
        }
    #endif
}
