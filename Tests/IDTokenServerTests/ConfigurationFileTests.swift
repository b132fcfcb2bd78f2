import Testing

@testable import idtoken_server

@Suite("The configuration file")
struct ConfigurationFileTests {
    private func message(_ text: String) -> String? {
        do throws(ConfigurationError) {
            _ = try ConfigurationFile(parsing: Array(text.utf8))
            return nil
        } catch {
            return error.message
        }
    }

    @Test("holds settings of every kind")
    func settings() throws {
        let text = #"{"port":9000,"leeway":"5","allow-remote":true,"server-name":["a","b"],"channel-id":"1"}"#
        let file = try ConfigurationFile(parsing: Array(text.utf8))
        #expect(file.values[.port] == ["9000"])
        #expect(file.values[.leeway] == ["5"])
        #expect(file.values[.allowRemote] == ["true"])
        #expect(file.values[.serverName] == ["a", "b"])
        #expect(file.values[.channelID] == ["1"])
    }

    @Test(
        "refuses what it does not know and what is of the wrong kind",
        arguments: [
            ("", "it is not one JSON object"), ("[]", "it is not one JSON object"),
            (#"{"prt":1}"#, "there is no setting prt in it"), (#"{"config":"x"}"#, "there is no setting config in it"),
            (#"{"port":1,"port":2}"#, "port is given twice in it"),
            (#"{"port":true}"#, "port must be a string or a number"),
            (#"{"server-name":[1]}"#, "server-name must be a list of strings"),
            (#"{"server-name":[]}"#, "server-name must be a list of strings"),
            (#"{"allow-remote":"true"}"#, "allow-remote must be true or false"),
            (#"{"providers":[]}"#, "providers must be one list of objects, and not empty"),
            (#"{"providers":[1]}"#, "providers[0] is no object"),
            (#"{"providers":[{"port":1}]}"#, "there is no setting port in providers[0]"),
            (
                #"{"issuer":"x","providers":[{"issuer":"y"}]}"#,
                "issuer stands beside providers: put it into one of them"
            ),
        ]
    )
    func refused(text: String, expected: String) {
        #expect(message(text) == expected)
    }

    @Test("names the file that cannot be read")
    func unreadable() {
        #expect(throws: ConfigurationError.self) { try ConfigurationFile(path: "/nowhere/idtoken.json") }
        #expect(throws: ConfigurationError.self) { try ConfigurationFile(path: "/dev/zero") }
    }
}
