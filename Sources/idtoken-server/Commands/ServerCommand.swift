internal import ArgumentParser

/// The command line of the server.
struct ServerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idtoken-server",
        abstract: "Judge OpenID Connect ID tokens over HTTP, beside a backend in any language.",
        discussion: """
            EXAMPLES
              Stand in for LINE's verify endpoint:
                idtoken-server --provider line --channel-id 1234567890 \\
                  --jwks https://api.line.me/oauth2/v2.1/certs
                curl -d id_token="$TOKEN" -d client_id=1234567890 \\
                  http://127.0.0.1:8080/oauth2/v2.1/verify

              Judge web logins too, by the channel secret:
                idtoken-server --provider line --channel-id 1234567890 \\
                  --jwks certs.json --secret-file channel-secret.txt

              Start from a file of settings, on another port:
                idtoken-server --config idtoken.json --port 9000

            SETTINGS
              Every flag can stand in the environment as well (--max-body-bytes is
              IDTOKEN_MAX_BODY_BYTES; lists are separated by commas) and in the file
              that --config or IDTOKEN_CONFIG names ("max-body-bytes": 65536). A flag
              counts before the environment, and that before the file. Several
              providers are a list in the file:
                {"providers": [
                  {"provider": "line", "channel-id": ["1234567890"],
                   "jwks": "https://api.line.me/oauth2/v2.1/certs"},
                  {"issuer": "https://login.example", "audience": ["shop"],
                   "jwks": "/etc/idtoken/example.json"}]}

            EXIT STATUS
              0  ended by SIGTERM or SIGINT, after the requests in hand
              1  the address cannot be listened on, or the server failed
              2  a flag, a setting, a key set or a secret cannot be used
            """,
        version: "0.1.0"
    )

    @OptionGroup(title: "Provider") var provider: ProviderFlags
    @OptionGroup(title: "Serving") var serving: ServingFlags

    /// What was given by flags.
    var given: [Setting: [String]] { provider.given.merging(serving.given) { $1 } }

    /// The settings from all sources.
    func settings(environment: [String: String]) throws(ConfigurationError) -> ServerSettings {
        let path = serving.config ?? environment["IDTOKEN_CONFIG"]
        let file = try path.map { path throws(ConfigurationError) in try ConfigurationFile(path: path) }
        return try ServerSettings(flags: given, environment: environment, file: file ?? ConfigurationFile())
    }
}
