/// Everything that can be set, by its one name: the flag is `--name`, the environment variable `IDTOKEN_NAME` with
/// underscores, and the member of the file is `name`.
enum Setting: String, CaseIterable, Sendable {
    case provider, issuer, audience, azp, jwks, leeway
    case channelID = "channel-id"
    case secretFile = "secret-file"
    case maximumAge = "max-age"
    case maximumTokenAge = "max-token-age"
    case jwksCache = "jwks-cache"
    case authorityFile = "ca-file"
    case allowLoopbackHTTP = "allow-loopback-http"

    case host, port
    case allowRemote = "allow-remote"
    case serverName = "server-name"
    case unixSocket = "unix-socket"

    case nonceStore = "nonce-store"
    case nonceLifetime = "nonce-lifetime"
    case nonceCapacity = "nonce-capacity"

    case maximumBodyBytes = "max-body-bytes"
    case maximumLineBytes = "max-line-bytes"
    case maximumHeaderBytes = "max-header-bytes"
    case maximumConnections = "max-connections"
    case headerTimeout = "header-timeout"
    case bodyTimeout = "body-timeout"
    case idleTimeout = "idle-timeout"
    case writeTimeout = "write-timeout"
    case keyWait = "key-wait"

    case logLevel = "log-level"
    case logFormat = "log-format"

    /// What stands there.
    enum Kind {
        case text, list, flag
    }

    var kind: Kind {
        switch self {
        case .channelID, .audience, .azp, .secretFile, .serverName: .list
        case .allowLoopbackHTTP, .allowRemote: .flag
        default: .text
        }
    }

    /// The settings of one provider, which a file can give for several.
    static let ofProvider: Set<Setting> = [
        .provider, .channelID, .issuer, .audience, .azp, .jwks, .secretFile, .leeway, .maximumAge, .maximumTokenAge,
        .jwksCache, .authorityFile, .allowLoopbackHTTP,
    ]
}
