internal import ArgumentParser

/// The flags of everything but the provider.
struct ServingFlags: ParsableArguments {
    @Option(help: ArgumentHelp("JSON file with settings; see below.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Address to listen on (default: 127.0.0.1).", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("Port to listen on; 0 for one that is free (default: 8080).", valueName: "port"))
    var port: String?

    @Flag(help: "Admit a --host that others can reach.")
    var allowRemote = false

    @Option(
        help: ArgumentHelp(
            "Host name that the server answers to besides loopback ones; repeat it for several.",
            valueName: "name"
        )
    )
    var serverName: [String] = []

    @Option(help: ArgumentHelp("Unix-domain socket to listen on in place of a port.", valueName: "path"))
    var unixSocket: String?

    @Option(help: ArgumentHelp("Where nonces are kept (default: memory).", valueName: "memory|sqlite:file"))
    var nonceStore: String?

    @Option(help: ArgumentHelp("Seconds for which a nonce can be spent (default: 600).", valueName: "seconds"))
    var nonceLifetime: String?

    @Option(help: ArgumentHelp("Most nonces that are remembered.", valueName: "count"))
    var nonceCapacity: String?

    @Option(help: ArgumentHelp("Most bytes of a body (default: 65536).", valueName: "bytes"))
    var maxBodyBytes: String?

    @Option(help: ArgumentHelp("Most bytes of a line of a batch (default: 65536).", valueName: "bytes"))
    var maxLineBytes: String?

    @Option(help: ArgumentHelp("Most bytes of the header fields (default: 16384).", valueName: "bytes"))
    var maxHeaderBytes: String?

    @Option(help: ArgumentHelp("Most connections at a time (default: 512).", valueName: "count"))
    var maxConnections: String?

    @Option(help: ArgumentHelp("Time for the first header to arrive (default: 10).", valueName: "seconds"))
    var headerTimeout: String?

    @Option(
        help: ArgumentHelp(
            "Time for a body to arrive, or for each part of a batch (default: 10).",
            valueName: "seconds"
        )
    )
    var bodyTimeout: String?

    @Option(help: ArgumentHelp("Time for which an unused connection is kept (default: 60).", valueName: "seconds"))
    var idleTimeout: String?

    @Option(help: ArgumentHelp("Time for which an answer may stay unread (default: 30).", valueName: "seconds"))
    var writeTimeout: String?

    @Option(
        help: ArgumentHelp(
            "Time for which a token waits for a key that is on its way (default: 2).",
            valueName: "seconds"
        )
    )
    var keyWait: String?

    @Option(
        help: ArgumentHelp(
            "Least level to log: trace, debug, info, notice, warning, error or critical (default: info).",
            valueName: "level"
        )
    )
    var logLevel: String?

    @Option(help: ArgumentHelp("Form of the log on standard error (default: text).", valueName: "text|json"))
    var logFormat: String?

    var given: [Setting: [String]] {
        .given([
            (.host, host), (.port, port), (.allowRemote, allowRemote ? "true" : nil), (.unixSocket, unixSocket),
            (.nonceStore, nonceStore), (.nonceLifetime, nonceLifetime), (.nonceCapacity, nonceCapacity),
            (.maximumBodyBytes, maxBodyBytes), (.maximumLineBytes, maxLineBytes),
            (.maximumHeaderBytes, maxHeaderBytes), (.maximumConnections, maxConnections),
            (.headerTimeout, headerTimeout), (.bodyTimeout, bodyTimeout), (.idleTimeout, idleTimeout),
            (.writeTimeout, writeTimeout), (.keyWait, keyWait), (.logLevel, logLevel), (.logFormat, logFormat),
        ])
        .adding([(.serverName, serverName)])
    }
}
